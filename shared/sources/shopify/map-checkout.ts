import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapBasket } from './basket.ts'
import type { ShopifyCheckout } from './checkout.ts'
import { compact, mapBuyerIdentifiers, mapBuyerTraits } from './map-buyer.ts'
import { momentName } from './moment-name.ts'
import { exactId } from './resource.ts'
import { readSettings } from './settings.ts'

/**
 * checkouts/create as "Checkout Started", checkouts/update as "Checkout Step Completed". Shopify sends an update with
 * every field that is filled in, so each version is an event. Fails with `invalid-order` without a readable moment.
 */
export function mapCheckout(
  topic: 'checkouts/create' | 'checkouts/update',
  checkout: ShopifyCheckout,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const isNew = topic === 'checkouts/create'
  const field = isNew || !checkout.updated_at ? 'created_at' : 'updated_at'
  const occurredAt = parseIso(checkout[field] ?? '')
  if (occurredAt === undefined) {
    return refuse('invalid-order', [{ pointer: `/${field}`, detail: 'is not an ISO 8601 moment' }])
  }
  const value = Number(textOf(checkout.total_price))
  const codes = checkout.discount_codes?.map((discount) => discount.code)
  return succeed([
    withContentId(`${topic}:${exactId(checkout)}:${momentName(checkout[field])}`, {
      source: context.source,
      kind: 'track',
      name: isNew ? 'Checkout Started' : 'Checkout Step Completed',
      channel: 'web',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: mapBuyerIdentifiers(checkout, context.source),
      traits: mapBuyerTraits(checkout),
      properties: compact({
        checkout_id: exactId(checkout),
        cart_token: textOf(checkout.cart_token),
        value: Number.isFinite(value) ? value : undefined,
        currency:
          textOf(checkout.presentment_currency) ??
          textOf(checkout.currency) ??
          readSettings(context.settings).currency ??
          context.defaultCurrency,
        coupon: codes?.length ? codes.join(', ') : undefined,
        source_name: textOf(checkout.source_name),
        is_completed: textOf(checkout.completed_at) === undefined ? undefined : true,
        abandoned_checkout_url: textOf(checkout.abandoned_checkout_url),
        products: mapBasket(checkout.line_items ?? []),
      }),
    }),
  ])
}
