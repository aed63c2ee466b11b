import type { CanonicalEvent } from '../../events/event.ts'
import { toDecimalString } from '../../kernel/money.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingContext } from '../source.ts'
import { mapBuyerIdentifiers, mapPersonTraits } from './map-buyer.ts'
import { mapOrderProperties, orderChannel } from './map-order-properties.ts'
import type { WoocommerceOrder } from './order.ts'
import type { OrderContent } from './order-content.ts'

/**
 * An order that nobody has paid: a checkout that began, or a payment that failed. It is no sale, so it says nothing
 * about an order; paid later, the same number tells of one.
 */
export function mapUnpaidOrder(
  order: WoocommerceOrder,
  { orderId, currency, createdAt, modifiedAt, amounts }: OrderContent,
  context: MappingContext,
): CanonicalEvent {
  const hasFailed = order.status === 'failed'
  const step = hasFailed ? `failed:${toIso(modifiedAt)}` : 'checkout'
  return withContentId(`order:${orderId}:${step}`, {
    source: context.source,
    kind: 'track',
    name: hasFailed ? 'Payment Failed' : 'Checkout Started',
    channel: orderChannel(order),
    occurredAt: hasFailed ? modifiedAt : createdAt,
    receivedAt: context.receivedAtMs,
    identifiers: mapBuyerIdentifiers(order, context.source),
    traits: mapPersonTraits(order.billing),
    properties: {
      ...mapOrderProperties(order),
      order_id: orderId,
      currency,
      value: Number(toDecimalString(amounts.totalMinor ?? 0, currency)),
      products: amounts.lines.map(({ productId, name, sku, quantity }) => ({
        product_id: productId,
        ...(name !== undefined && { name }),
        ...(sku !== undefined && { sku }),
        quantity,
      })),
    },
  })
}
