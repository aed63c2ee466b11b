import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { textOf } from '../../kernel/json.ts'
import { parseIso } from '../../kernel/time.ts'
import type { MappingContext } from '../source.ts'
import { compact } from './map-buyer.ts'
import { momentName } from './moment-name.ts'
import { type PrivacyTopic, privacyTopics, type ShopifyPrivacyRequest, type ShopifyShop } from './shop.ts'

/** app/uninstalled: from now on the shop delivers nothing, and the Admin API refuses the token. */
export function mapUninstalled(
  shop: ShopifyShop,
  triggeredAt: string | undefined,
  context: MappingContext,
): CanonicalEvent {
  return {
    id: `app/uninstalled:${shop.id}:${momentName(triggeredAt)}`,
    source: context.source,
    kind: 'track',
    name: 'App Uninstalled',
    channel: 'other',
    occurredAt: parseIso(triggeredAt ?? '') ?? context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: [],
    properties: compact({ shop_domain: textOf(shop.myshopify_domain) ?? textOf(shop.domain) }),
  }
}

/**
 * A privacy topic as "Privacy Request Received". Only customers/data_request has a number; the others are told apart by
 * the delivery's moment, because a customer who comes back may ask again.
 */
export function mapPrivacyRequest(
  topic: PrivacyTopic,
  request: ShopifyPrivacyRequest,
  triggeredAt: string | undefined,
  context: MappingContext,
): CanonicalEvent {
  const customerId = textOf(request.customer?.id)
  // Not by e-mail or phone where there is no customer id: an event id is kept when the person is forgotten.
  const about = request.customer ? (customerId ?? 'unnumbered') : `shop-${request.shop_id}`
  const requestId = textOf(request.data_request?.id) ?? `${about}:${momentName(triggeredAt)}`
  return {
    id: `${topic}:${requestId}`,
    source: context.source,
    kind: 'track',
    name: 'Privacy Request Received',
    channel: 'other',
    occurredAt: parseIso(triggeredAt ?? '') ?? context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: personOf(request, context),
    properties: compact({ shop_domain: textOf(request.shop_domain) }),
    privacyRequest: { kind: privacyTopics[topic], requestId },
  }
}

/** One identifier alone, the surest: with several, somebody who shares a telephone could be forgotten with the person. */
function personOf({ customer }: ShopifyPrivacyRequest, { source }: MappingContext): Identifier[] {
  const number = textOf(customer?.id)
  const email = textOf(customer?.email)
  const phone = textOf(customer?.phone)
  if (number !== undefined) return [{ type: 'external_id', value: number, scope: source }]
  if (email !== undefined) return [{ type: 'email', value: email }]
  return phone === undefined ? [] : [{ type: 'phone', value: phone }]
}
