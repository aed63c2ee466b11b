import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { basketValue, mapBasket } from './basket.ts'
import type { ShopifyCart } from './cart.ts'
import { compact, visitorIds } from './map-buyer.ts'
import { momentName } from './moment-name.ts'
import { readSettings } from './settings.ts'

/**
 * carts/create and carts/update as "Cart Updated". A cart names nobody, unless the shop's theme has put the visitor's
 * anonymous id on it; its token is a property, because checkouts name it too. Fails with `invalid-order` without a
 * readable moment.
 */
export function mapCart(
  cart: ShopifyCart,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const occurredAt = parseIso(cart.updated_at)
  if (occurredAt === undefined) {
    return refuse('invalid-order', [{ pointer: '/updated_at', detail: 'is not an ISO 8601 moment' }])
  }
  const attributes = Object.entries(cart.attributes ?? {}).map(([name, value]) => ({ name, value }))
  const cookieIds = new Set(visitorIds([...(cart.note_attributes ?? []), ...attributes]))
  const currency = readSettings(context.settings).currency ?? context.defaultCurrency
  return succeed([
    withContentId(`carts/update:${cart.id}:${momentName(cart.updated_at)}`, {
      source: context.source,
      kind: 'track',
      name: 'Cart Updated',
      channel: 'web',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: [...cookieIds].map((value): Identifier => ({ type: 'cookie_id', value })),
      properties: compact({
        cart_token: cart.id,
        value: basketValue(cart.line_items, currency),
        currency,
        products: mapBasket(cart.line_items),
      }),
    }),
  ])
}
