import type { ImportedLine } from '../orders/imported-line.ts'

/** Lines of one order from one file. They become events once it is known when the order was, and whose. */
export interface WaitingOrder {
  readonly orderId: string
  /** In the order of the file. */
  readonly lines: readonly ImportedLine[]
}

/** Waiting orders as the text of an object, one a line. */
export function writeWaitingOrders(orders: readonly WaitingOrder[]): string {
  return orders.map((order) => JSON.stringify(order)).join('\n')
}

/** Reads what {@link writeWaitingOrders} wrote. */
export function readWaitingOrders(text: string): WaitingOrder[] {
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as WaitingOrder)
}
