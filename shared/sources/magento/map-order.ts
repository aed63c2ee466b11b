import type { CanonicalEvent } from '../../events/event.ts'
import type { OrderChange } from '../../events/order-change.ts'
import { filledIn, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { secondMs, toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapBuyerIdentifiers, mapBuyerTraits } from './map-buyer.ts'
import type { MagentoOrder } from './order.ts'
import { type OrderContent, readOrderContent } from './order-content.ts'

const eventNames = {
  placed: 'Order Completed',
  updated: 'Order Updated',
  paid: 'Order Paid',
  fulfilled: 'Order Fulfilled',
  cancelled: 'Order Cancelled',
  refunded: 'Order Refunded',
} as const satisfies Record<OrderChange['change'], string>

/** Commerce saves a new order several times in a row. */
const sameChangeMs = 2 * secondMs

type ToldOrder = Pick<OrderChange, 'lines' | 'linesAre'> & Partial<OrderChange>

/**
 * One version of an order as everything it tells of the order's life. Commerce notes when an order was made and saved
 * last; that it was paid, shipped or refunded happened when it is first heard of. Fails with `invalid-order`.
 */
export function mapOrder(
  order: MagentoOrder,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const content = readOrderContent(order)
  return content.ok ? succeed(orderEvents(order, content.value, context)) : content
}

function orderEvents(
  order: MagentoOrder,
  { createdAt, updatedAt, amounts, paidMinor, refundedMinor }: OrderContent,
  context: MappingContext,
): CanonicalEvent[] {
  const orderId = String(order.entity_id)
  const properties = filledIn({
    order_name: textOf(order.increment_id),
    store_id: textOf(order.store_id),
    discount_codes: order.coupon_code ? [order.coupon_code] : undefined,
    presentment_currency:
      order.order_currency_code === order.base_currency_code ? undefined : textOf(order.order_currency_code),
  })
  const tell = (
    id: string,
    change: OrderChange['change'],
    occurredAt: number,
    told: ToldOrder,
    said: Pick<CanonicalEvent, 'traits' | 'properties'> = {},
  ) =>
    withContentId(`order:${orderId}:${id}`, {
      source: context.source,
      kind: 'track',
      name: eventNames[change],
      channel: 'web',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: mapBuyerIdentifiers(order, context.source),
      ...said,
      order: {
        orderId,
        change,
        placedAt: createdAt,
        kind: 'order',
        currency: order.base_currency_code,
        ...told,
      },
    })
  const whole: ToldOrder = { ...amounts, linesAre: 'all' }
  const nothing: ToldOrder = { lines: [], linesAre: 'part' }
  const version = toIso(updatedAt)
  // Gone to a payment page, from where many do not come back.
  if (order.state === 'pending_payment') return []
  if (order.state === 'canceled') return [tell(`cancelled:${version}`, 'cancelled', updatedAt, nothing)]

  const totalMinor = amounts.totalMinor ?? 0
  const traits = mapBuyerTraits(order)
  const events = [tell('placed', 'placed', createdAt, whole, { traits, properties })]
  if (updatedAt > createdAt + sameChangeMs) {
    const said = { traits, properties: { ...properties, status: order.status ?? order.state } }
    events.push(tell(`updated:${version}`, 'updated', updatedAt, whole, said))
  }
  if (paidMinor > 0 && paidMinor >= totalMinor) events.push(tell('paid', 'paid', updatedAt, nothing))
  if (order.state === 'complete') events.push(tell('fulfilled', 'fulfilled', updatedAt, nothing))
  if (refundedMinor > 0) {
    // All that was given back so far: told again with more, the refund is the larger one.
    const refund = { refundId: 'total', amountMinor: refundedMinor }
    events.push(tell(`refunded:${refundedMinor}`, 'refunded', updatedAt, { ...nothing, refund }))
  }
  return events
}
