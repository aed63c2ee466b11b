import type { OrderProposalView } from '../contracts/replenishment.ts'
import { dayText } from '../sales/day-number.ts'
import type { ItemOrder } from './item-orders.ts'
import { orderReason } from './order-reason.ts'
import { runsOutIn } from './runs-out-in.ts'

/** A proposal as the API tells of it. `today` in days since 1970-01-01. */
export function orderProposalView(
  order: ItemOrder,
  storeName: string | null,
  today: number,
): OrderProposalView {
  const { sku, storeId, forecast, situation, proposal } = order
  const { onHandQuantity, terms, demand, fromOffset, inbound } = situation
  const inDays = onHandQuantity === null ? null : runsOutIn(demand, fromOffset, onHandQuantity, inbound)
  return {
    sku,
    storeId,
    storeName,
    productId: forecast.productId,
    name: forecast.name,
    supplier: terms.supplier,
    abcClass: forecast.abcClass,
    xyzClass: forecast.xyzClass,
    onHandQuantity,
    inboundQuantity: proposal.inboundQuantity,
    leadTimeDays: terms.leadTimeDays,
    reviewPeriodDays: terms.reviewPeriodDays,
    serviceLevelRate: terms.serviceLevelRate,
    expectedDemand: rounded(proposal.expectedDemand, 2),
    safetyStock: rounded(proposal.safetyStock, 2),
    orderUpToLevel: rounded(proposal.orderUpToLevel, 2),
    orderQuantity: proposal.orderQuantity,
    orderCostMinor:
      terms.unitCostMinor === null ? null : Math.round(proposal.orderQuantity * terms.unitCostMinor),
    stockOutRate: proposal.stockOutRate === null ? null : rounded(proposal.stockOutRate, 4),
    runsOutOn: inDays === null ? null : dayText(today + inDays),
    reason: orderReason(situation, proposal, order.isForAllPlaces),
  }
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits
  return Math.round(value * scale) / scale
}
