import { type RowReject, rowReject } from '../../row-reject.ts'
import type { ImportedHead, OrderRow } from './order-row.ts'

/** The rows of one order, in the order of the file. */
export interface CollectedOrder {
  readonly orderId: string
  readonly rows: OrderRow[]
  /** The currency the first row names that names one. */
  currency: string | undefined
  /** The amounts of the order as a whole, which all rows that name them agree on. */
  head: ImportedHead
  /** Some row is no line. */
  hasHeadRow: boolean
}

/** No real order has more; a wrong mapping may put a whole file into one. */
const maxOrderRows = 5_000

/** The headings to blame. */
export interface BlamedColumns {
  readonly currency: string | null
  readonly orderId: string | null
  readonly orderTotal: string | null
}

/**
 * Puts a row with the others of its order; to be called in the order of the file. Returns the reject when the row
 * does not go with them: it names another currency or another total, or is a second head of the order.
 */
export function collectOrderRow(
  orders: Map<string, CollectedOrder>,
  row: OrderRow,
  columns: BlamedColumns,
): RowReject | undefined {
  const { orderId, currency, head = {} } = row
  const isHead = row.line === undefined
  const order = orders.get(orderId)
  if (order === undefined) {
    orders.set(orderId, { orderId, rows: [row], currency, head, hasHeadRow: isHead })
    return undefined
  }
  order.currency ??= currency
  if (currency !== undefined && currency !== order.currency) {
    return rowReject('currency-differs', row, columns.currency, `${currency} instead of ${order.currency}`)
  }
  if (isHead && order.hasHeadRow) return rowReject('repeated-order', row, columns.orderId, orderId)
  if (isOtherHead(order.head, head)) {
    return rowReject('total-differs', row, columns.orderTotal, head.orderTotal)
  }
  if (order.rows.length >= maxOrderRows) return rowReject('order-too-large', row, null)
  order.head = { ...order.head, ...head }
  order.hasHeadRow ||= isHead
  order.rows.push(row)
  return undefined
}

/** "10" and "10.00" are the same. */
function isOtherHead(before: ImportedHead, told: ImportedHead): boolean {
  return (Object.keys(told) as (keyof ImportedHead)[]).some(
    (field) => before[field] !== undefined && Number(before[field]) !== Number(told[field]),
  )
}
