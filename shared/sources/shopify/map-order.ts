import type { CanonicalEvent } from '../../events/event.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapBuyerIdentifiers, mapBuyerTraits } from './map-buyer.ts'
import { mapOrderConsents } from './map-consent.ts'
import { mapLineItem } from './map-line-item.ts'
import { exactId, type ShopifyOrder } from './order.ts'

/**
 * orders/create as "Order Completed". The event id comes from the order and its `updated_at`, not from the delivery, so
 * a redelivery and a second subscription to the topic are the same event. Fails with `invalid-order`.
 */
export function mapCreatedOrder(
  order: ShopifyOrder,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const errors: FieldError[] = []
  const occurredAt = parseIso(order.processed_at ?? order.created_at)
  if (occurredAt === undefined) {
    const pointer = order.processed_at ? '/processed_at' : '/created_at'
    errors.push({ pointer, detail: 'is not an ISO 8601 moment' })
  }
  if (minorUnitDigits(order.currency) === undefined) {
    return refuse('invalid-order', [
      ...errors,
      { pointer: '/currency', detail: `${order.currency} is not a currency code` },
    ])
  }
  const total = toMinorUnits(order.current_total_price ?? order.total_price, order.currency)
  if (!total.ok) {
    const pointer = order.current_total_price == null ? '/total_price' : '/current_total_price'
    errors.push({ pointer, detail: total.failure.message })
  }
  const lines = order.line_items
    .map((item, index) => mapLineItem(item, order.currency, `/line_items/${index}`, errors))
    .filter((line) => line !== undefined)
  if (errors.length > 0 || occurredAt === undefined || !total.ok) return refuse('invalid-order', errors)

  const orderId = exactId(order)
  const consents = mapOrderConsents(order)
  return succeed([
    {
      id: `orders/create:${orderId}:${order.updated_at ?? order.created_at}`,
      source: context.source,
      kind: 'track',
      name: 'Order Completed',
      channel: order.source_name === 'pos' ? 'pos' : 'web',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: mapBuyerIdentifiers(order, context.source),
      traits: mapBuyerTraits(order),
      properties: mapOrderProperties(order),
      order: {
        orderId,
        change: 'placed',
        kind: 'order',
        currency: order.currency,
        lines,
        linesAre: 'all',
        totalMinor: total.value,
      },
      ...(consents.length > 0 && { consents }),
    },
  ])
}

function mapOrderProperties(order: ShopifyOrder): JsonObject {
  const properties: JsonObject = {}
  if (order.name) properties.order_name = order.name
  if (order.test) properties.test = true
  if (order.source_name) properties.source_name = order.source_name
  if (order.financial_status) properties.financial_status = order.financial_status
  if (order.presentment_currency && order.presentment_currency !== order.currency) {
    properties.presentment_currency = order.presentment_currency
  }
  if (order.discount_codes?.length)
    properties.discount_codes = order.discount_codes.map((discount) => discount.code)
  if (order.tags) properties.tags = order.tags
  if (order.landing_site) properties.landing_site = order.landing_site
  if (order.referring_site) properties.referring_site = order.referring_site
  if (order.location_id != null) properties.location_id = String(order.location_id)
  return properties
}
