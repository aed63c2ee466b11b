import type { OrderProposalView } from '../contracts/replenishment.ts'
import { csvLine } from '../kernel/csv-line.ts'
import { minorUnitDigits, toDecimalString } from '../kernel/money.ts'
import { dayText } from '../sales/day-number.ts'
import type { ResolvedSupplyTerms } from './supply-rule.ts'

/** The heading of a purchase order as CSV. */
export const purchaseOrderHeading = csvLine([
  'sku',
  'name',
  'supplier',
  'store',
  'quantity',
  'packSize',
  'unitCost',
  'cost',
  'currency',
  'neededBy',
  'reason',
])

/**
 * A proposal as a line of a purchase order. Needed by the day its stock runs out, or where that is far off, the day an order of today
 * would be there. Amounts are in whole units of the currency.
 */
export function purchaseOrderLine(
  proposal: OrderProposalView,
  { packSize, unitCostMinor }: ResolvedSupplyTerms,
  currency: string,
  today: number,
): string {
  const digits = minorUnitDigits(currency) ?? 2
  return csvLine([
    proposal.sku,
    proposal.name ?? '',
    proposal.supplier ?? '',
    proposal.storeName ?? (proposal.storeId || 'online'),
    String(proposal.orderQuantity),
    String(packSize),
    // A unit may cost parts of the smallest coin.
    unitCostMinor === null ? '' : String(Number((unitCostMinor / 10 ** digits).toFixed(digits + 3))),
    proposal.orderCostMinor === null ? '' : toDecimalString(proposal.orderCostMinor, currency),
    currency,
    proposal.runsOutOn ?? dayText(today + proposal.leadTimeDays),
    proposal.reason,
  ])
}
