import type { CanonicalEvent } from '../../events/event.ts'
import type { OrderChange } from '../../events/order-change.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapBuyerTraits, mapOrderIdentifiers } from './map-buyer.ts'
import { mapOrderConsents } from './map-consent.ts'
import { mapRefund } from './map-refund.ts'
import { momentName } from './moment-name.ts'
import type { ShopifyOrder } from './order.ts'
import { type OrderStatement, readOrderStatement } from './order-statement.ts'

/** The topics that deliver a whole order. */
export const orderTopics = [
  'orders/create',
  'orders/updated',
  'orders/paid',
  'orders/fulfilled',
  'orders/partially_fulfilled',
  'orders/cancelled',
] as const
export type OrderTopic = (typeof orderTopics)[number]

/** When something became of an order, ISO 8601, where that is known better than by when the order last changed. */
export interface OrderMoments {
  readonly paidAt?: string | undefined
  readonly fulfilledAt?: string | undefined
}

/**
 * A whole order as events: what it is now ("Order Completed" for orders/create, else "Order Updated"), what the topics
 * say has become of it, and what the order itself says: that it is cancelled, and every refund. These come with each
 * statement under the same ids, so one lost delivery loses nothing.
 *
 * Fails with `invalid-order`.
 */
export function mapOrder(
  order: ShopifyOrder,
  topics: readonly OrderTopic[],
  context: MappingContext,
  moments: OrderMoments = {},
): Result<CanonicalEvent[], MappingFailure> {
  const statement = readOrderStatement(order, context)
  if (!statement.ok) return statement
  const said = statement.value
  const events = [topics.includes('orders/create') ? completedEvent(said) : updatedEvent(said)]
  if (topics.includes('orders/paid')) events.push(milestone(said, 'Order Paid', 'paid', moments.paidAt))
  if (topics.includes('orders/fulfilled')) {
    events.push(milestone(said, 'Order Fulfilled', 'fulfilled', moments.fulfilledAt))
  }
  if (topics.includes('orders/cancelled') || order.cancelled_at) {
    const moment = `:${momentName(order.cancelled_at ?? order.updated_at)}`
    events.push(milestone(said, 'Order Cancelled', 'cancelled', order.cancelled_at, moment))
  }
  for (const [index, refund] of (order.refunds ?? []).entries()) {
    const refunded = mapRefund(refund, said.orderId, `/refunds/${index}`, context)
    if (!refunded.ok) return refunded
    if (refunded.value !== null) events.push(refunded.value)
  }
  return succeed(events)
}

/** What the buyer allowed was said at the checkout, so only the first statement repeats it. */
function completedEvent({ order, context, orderId, placedAt, content }: OrderStatement): CanonicalEvent {
  const consents = mapOrderConsents(order)
  const acceptsMarketing = order.buyer_accepts_marketing ?? undefined
  return {
    id: `orders/create:${orderId}:${order.updated_at ?? order.created_at}`,
    source: context.source,
    kind: 'track',
    name: 'Order Completed',
    channel: channelOf(order),
    occurredAt: placedAt,
    receivedAt: context.receivedAtMs,
    identifiers: mapOrderIdentifiers(order, context.source),
    traits: { ...mapBuyerTraits(order), ...(acceptsMarketing !== undefined && { acceptsMarketing }) },
    properties: { ...mapOrderProperties(order), ...mapArrival(order) },
    order: { orderId, change: 'placed', ...content },
    ...(consents.length > 0 && { consents }),
  }
}

function updatedEvent({
  order,
  context,
  orderId,
  placedAt,
  updatedAt,
  content,
}: OrderStatement): CanonicalEvent {
  const moment = momentName(order.updated_at ?? order.created_at)
  return withContentId(`orders/updated:${orderId}:${moment}`, {
    source: context.source,
    kind: 'track',
    name: 'Order Updated',
    channel: channelOf(order),
    occurredAt: updatedAt,
    receivedAt: context.receivedAtMs,
    identifiers: mapOrderIdentifiers(order, context.source),
    traits: mapBuyerTraits(order),
    properties: mapOrderProperties(order),
    order: { orderId, change: 'updated' as const, placedAt, ...content },
  })
}

/** What happens to an order once: it names the order and its buyer, and leaves the rest to the statement beside it. */
function milestone(
  { order, context, orderId, placedAt, updatedAt, content }: OrderStatement,
  name: string,
  change: OrderChange['change'],
  happenedAt: string | null | undefined,
  idSuffix = '',
): CanonicalEvent {
  return withContentId(`orders/${change}:${orderId}${idSuffix}`, {
    source: context.source,
    kind: 'track',
    name,
    channel: channelOf(order),
    occurredAt: parseIso(happenedAt ?? '') ?? updatedAt,
    receivedAt: context.receivedAtMs,
    identifiers: mapOrderIdentifiers(order, context.source),
    ...(change === 'cancelled' && order.cancel_reason
      ? { properties: { reason: order.cancel_reason } }
      : undefined),
    order: {
      orderId,
      change,
      placedAt,
      kind: content.kind,
      currency: content.currency,
      lines: [],
      linesAre: 'part' as const,
    },
  })
}

function channelOf(order: ShopifyOrder): 'pos' | 'web' {
  return order.source_name === 'pos' ? 'pos' : 'web'
}

function mapOrderProperties(order: ShopifyOrder): JsonObject {
  const properties: JsonObject = {}
  if (order.name) properties.order_name = order.name
  if (order.test) properties.test = true
  if (order.source_name) properties.source_name = order.source_name
  if (order.financial_status) properties.financial_status = order.financial_status
  if (order.fulfillment_status) properties.fulfillment_status = order.fulfillment_status
  if (order.presentment_currency && order.presentment_currency !== order.currency) {
    properties.presentment_currency = order.presentment_currency
  }
  if (order.discount_codes?.length)
    properties.discount_codes = order.discount_codes.map((discount) => discount.code)
  if (order.tags) properties.tags = order.tags
  if (order.location_id != null) properties.location_id = String(order.location_id)
  return properties
}

/** How the buyer came to the shop. */
function mapArrival(order: ShopifyOrder): JsonObject {
  return {
    ...(order.landing_site && { landing_site: order.landing_site }),
    ...(order.referring_site && { referring_site: order.referring_site }),
  }
}
