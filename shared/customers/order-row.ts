import type { CustomerOrderRow } from '../database/tables/customer-order.ts'
import { dayIn } from '../kernel/time.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { type OrderState, orderAmountMinor, orderKey, orderStatus } from './order-state.ts'

/** The fact row of an order; `customerId` is null for a guest. */
export function orderRow(
  tenant: Tenant,
  customerId: string | null,
  version: number,
  order: OrderState,
): CustomerOrderRow {
  return {
    tenantId: tenant.tenantId,
    orderKey: orderKey(order.source, order.orderId),
    version,
    customerId,
    kind: order.kind,
    status: orderStatus(order),
    channel: order.channel,
    placedAt: order.placedAt,
    day: dayIn(tenant.timeZone, order.placedAt),
    currency: order.currency,
    amountMinor: orderAmountMinor(order),
    lineCount: Object.keys(order.lines).length,
  }
}
