import type { ToldOrderRow } from '../database/project-orders.ts'
import { convertMinor, minorUnitRate } from '../kernel/money.ts'
import { dayIn } from '../kernel/time.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { ToldOrder } from './ingest.ts'
import type { OrderFacts } from './order-facts.ts'
import { type Moment, orderKey } from './order-state.ts'

/**
 * The fact row of an order as one customer's events tell it; `customerId` is null for a guest. `tellerVersion` is the
 * customer's now, which may be higher than that in which it last had news of the order.
 */
export function orderRow(
  tenant: Tenant,
  customerId: string | null,
  tellerVersion: number,
  order: OrderFacts & Partial<Pick<ToldOrder, 'version'>>,
): ToldOrderRow {
  const { amountMinor } = order
  const tenantMinorRate = rateTo(tenant, order)
  return {
    tenantId: tenant.tenantId,
    orderKey: orderKey(order.shop, order.orderId),
    version: order.version ?? tellerVersion,
    tellerVersion,
    customerId,
    hasShopsWord: order.hasShopsWord,
    kind: order.kind,
    status: order.status,
    channel: order.channel,
    placedAt: order.placedAt,
    placedRank: `${9 - order.placedBy.standing}${momentText(order.placedBy)}`,
    day: dayIn(tenant.timeZone, order.placedAt),
    contentRank: contentRank(order),
    currency: order.currency,
    tenantMinorRate,
    grossMinor: order.grossMinor,
    taxMinor: order.taxMinor,
    shippingMinor: order.shippingMinor,
    discountMinor: order.discountMinor,
    lineCount: order.lineCount,
    lines: order.lines,
    storeId: order.storeId,
    refunds: refundsText(order.refunds),
    refundsToldByOthers: refundsText(order.refundsToldByOthers),
    paidAt: order.paidAt,
    fulfilledAt: order.fulfilledAt,
    isCancelled: order.isCancelled,
    isRefundedWhole: order.isRefundedWhole,
    amountMinor,
    amountTenantMinor: tenantMinorRate === null ? null : convertMinor(amountMinor, tenantMinorRate),
  }
}

/** Greater for the same statement once a rate was noted in it anew: a tab sorts before whatever a longer key goes on with. */
function contentRank({ whole, exchangeRate }: OrderFacts): string {
  if (whole === null) return ''
  const revision = exchangeRate?.revision
  const rank = `${whole.isShops ? 1 : 0}${momentText(whole)}`
  return revision === undefined ? rank : `${rank}\t${String(revision).padStart(6, '0')}`
}

/** Null when the order is in another currency and no rate was known, or one for what was the tenant's currency then. */
function rateTo(tenant: Tenant, { currency, exchangeRate }: OrderFacts): number | null {
  if (currency === tenant.currency) return 1
  return exchangeRate?.currency === tenant.currency ? minorUnitRate(currency, exchangeRate) : null
}

/** Sorts as the moments do. */
function momentText({ occurredAt, eventKey }: Moment): string {
  return `${String(occurredAt).padStart(15, '0')} ${eventKey}`
}

/** As SQLite writes the same object with its names in order. */
function refundsText(refunds: OrderFacts['refunds']): string {
  const entries = Object.entries(refunds).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([refundId, amountMinor]) => `${JSON.stringify(refundId)}:${amountMinor}`).join()}}`
}
