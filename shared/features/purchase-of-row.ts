import type { CustomerOrderRow } from '../database/tables/customer-order.ts'
import type { Purchase, PurchaseLine } from './purchase.ts'

/** What of an order's row a purchase is made of. */
export type PurchaseRow = Pick<
  CustomerOrderRow,
  | 'orderKey'
  | 'kind'
  | 'status'
  | 'channel'
  | 'placedAt'
  | 'storeId'
  | 'currency'
  | 'grossMinor'
  | 'discountMinor'
  | 'amountMinor'
  | 'amountTenantMinor'
>

/** The purchase that an order's row and its lines tell of. A cancelled one has no revenue, so nothing of it was given back either. */
export function purchaseOfRow(row: PurchaseRow, lines: readonly PurchaseLine[]): Purchase {
  const isCancelled = row.kind === 'cancellation' || row.status === 'cancelled'
  return {
    orderKey: row.orderKey,
    placedAt: row.placedAt,
    channel: row.channel,
    storeId: row.storeId,
    isCancelled,
    currency: row.currency,
    amountTenantMinor: row.amountTenantMinor,
    grossMinor: row.grossMinor,
    refundedMinor: isCancelled ? 0 : row.grossMinor - row.amountMinor,
    discountMinor: row.discountMinor,
    lines,
  }
}
