/** What an event says about an order. `totalMinor` is in pence; a cancellation carries none. */
export interface SentOrder {
  readonly orderId: string
  readonly change: 'placed' | 'updated' | 'cancelled'
  readonly totalMinor: number
}

/** One event of the load, as whoever sent it knows it. */
export interface SentEvent {
  /** Its message id. */
  readonly id: string
  /** UTC epoch ms; always within the hours that are the same day everywhere between London and Kolkata. */
  readonly occurredAt: number
  /** Its identifiers as `type:value`, strongest first. */
  readonly keys: readonly string[]
  readonly order?: SentOrder
}

/** The name an event has in the log: source and message id. */
export function keyOfEvent({ id }: SentEvent): string {
  return `tracking/web:${id}`
}

/** The name an order has in D1. */
export function keyOfOrder({ orderId }: SentOrder): string {
  return `tracking/web:${orderId}`
}

const orderEvents = {
  placed: 'Order Completed',
  updated: 'Order Updated',
  cancelled: 'Order Cancelled',
} as const

/** The event as the tracking door takes it. */
export function trackingCall({ id, occurredAt, keys, order }: SentEvent): object {
  const identifier = (type: string) => keys.find((key) => key.startsWith(`${type}:`))?.slice(type.length + 1)
  const [email, phone] = [identifier('email'), identifier('phone')]
  const properties =
    order === undefined
      ? { category: 'Kitchen' }
      : { order_id: order.orderId, ...(order.change !== 'cancelled' && { total: order.totalMinor / 100 }) }
  return {
    type: 'track',
    messageId: id,
    timestamp: new Date(occurredAt).toISOString(),
    anonymousId: identifier('cookie_id'),
    event: order === undefined ? 'Product Viewed' : orderEvents[order.change],
    context: { traits: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) } },
    properties,
  }
}
