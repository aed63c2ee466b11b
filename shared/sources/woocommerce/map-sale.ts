import type { CanonicalEvent } from '../../events/event.ts'
import type { OrderChange } from '../../events/order-change.ts'
import { secondMs, toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingContext } from '../source.ts'
import { mapBuyerIdentifiers, mapPersonTraits } from './map-buyer.ts'
import { mapOrderProperties, orderChannel } from './map-order-properties.ts'
import type { WoocommerceOrder } from './order.ts'
import type { OrderContent } from './order-content.ts'

const eventNames = {
  placed: 'Order Completed',
  updated: 'Order Updated',
  paid: 'Order Paid',
  fulfilled: 'Order Fulfilled',
  cancelled: 'Order Cancelled',
  refunded: 'Order Refunded',
} as const satisfies Record<OrderChange['change'], string>

/** What an event says of the order beside its number, currency and dates. */
type ToldOrder = Pick<OrderChange, 'lines' | 'linesAre'> & Partial<OrderChange>

const cancelledStatuses: ReadonlySet<string> = new Set(['cancelled', 'trash'])

/** WooCommerce saves an order once more within moments of what it notes; that is no change to tell of. */
const sameChangeMs = 2 * secondMs

/**
 * One version of a sold order as everything it tells of the order's life: that it was placed, paid, fulfilled,
 * refunded, cancelled, each at its own moment. A lost delivery so loses nothing that a later version does not bring,
 * and what was told before is the same event again. `isOpen`: it was paid once and is not any more.
 */
export function mapSale(
  order: WoocommerceOrder,
  content: OrderContent,
  isOpen: boolean,
  context: MappingContext,
): CanonicalEvent[] {
  const { createdAt, modifiedAt, paidAt, completedAt, amounts, refunds, ...named } = content
  const version = toIso(modifiedAt)
  const properties = mapOrderProperties(order)
  const traits = mapPersonTraits(order.billing)
  const tell = (
    id: string,
    change: OrderChange['change'],
    occurredAt: number,
    told: ToldOrder,
    said: Pick<CanonicalEvent, 'traits' | 'properties'>,
  ) =>
    withContentId(`order:${named.orderId}:${id}`, {
      source: context.source,
      kind: 'track',
      name: eventNames[change],
      channel: orderChannel(order),
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: mapBuyerIdentifiers(order, context.source),
      ...said,
      order: { ...named, kind: 'order', placedAt: createdAt, change, ...told },
    })
  const whole: ToldOrder = { ...amounts, linesAre: 'all' }
  const nothing: ToldOrder = { lines: [], linesAre: 'part' }

  const isCancelled = cancelledStatuses.has(order.status)
  const events: CanonicalEvent[] = []
  if (!isCancelled || paidAt !== undefined) {
    events.push(tell('placed', 'placed', createdAt, whole, { traits, properties }))
  }
  if (paidAt !== undefined) events.push(tell('paid', 'paid', paidAt, whole, { properties }))
  const fulfilledAt = completedAt ?? (order.status === 'completed' ? modifiedAt : undefined)
  if (fulfilledAt !== undefined) {
    events.push(tell('fulfilled', 'fulfilled', fulfilledAt, whole, { properties }))
  }
  const said = { traits, properties: { ...properties, status: order.status } }
  if (isOpen) {
    // Nothing is sold until a later version says otherwise: a cancellation could not be taken back.
    events.push(tell(`updated:${version}`, 'updated', modifiedAt, { ...noAmounts, linesAre: 'all' }, said))
  } else if (!isCancelled && modifiedAt > Math.max(createdAt, paidAt ?? 0, fulfilledAt ?? 0) + sameChangeMs) {
    events.push(tell(`updated:${version}`, 'updated', modifiedAt, whole, said))
  }
  for (const refund of refunds) {
    events.push(tell(`refunded:${refund.refundId}`, 'refunded', modifiedAt, { ...nothing, refund }, {}))
  }
  if (order.status === 'refunded' && refunds.length === 0) {
    events.push(tell('refunded', 'refunded', modifiedAt, nothing, {}))
  }
  if (isCancelled) {
    events.push(tell('cancelled', 'cancelled', modifiedAt, nothing, { properties: { status: order.status } }))
  }
  return events
}

const noAmounts = { lines: [], totalMinor: 0, taxMinor: 0, shippingMinor: 0, discountMinor: 0 }
