import { type RowReject, rowReject } from '../../row-reject.ts'
import type { OrderRow } from './order-row.ts'

/** The rows of one order, in the order of the file. */
export interface CollectedOrder {
  readonly orderId: string
  readonly rows: OrderRow[]
  /** The currency the first row names that names one. */
  currency: string | undefined
}

/** No real order has more; a wrong mapping may put a whole file into one. */
const maxOrderRows = 5_000

/**
 * Puts a row with the others of its order; to be called in the order of the file. Returns the reject when the row
 * does not go with them. `currencyColumn` is the heading to blame.
 */
export function collectOrderRow(
  orders: Map<string, CollectedOrder>,
  row: OrderRow,
  currencyColumn: string | null,
): RowReject | undefined {
  const order = orders.get(row.orderId)
  if (order === undefined) {
    orders.set(row.orderId, { orderId: row.orderId, rows: [row], currency: row.currency })
    return undefined
  }
  order.currency ??= row.currency
  if (row.currency !== undefined && row.currency !== order.currency) {
    return rowReject('currency-differs', row, currencyColumn, `${row.currency} instead of ${order.currency}`)
  }
  if (order.rows.length >= maxOrderRows) return rowReject('order-too-large', row, null)
  order.rows.push(row)
  return undefined
}
