import type { CanonicalEvent } from '../../events/event.ts'
import { parseIso, toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingContext } from '../source.ts'
import type { ShopifyCustomer, ShopifyDeleted } from './customer.ts'
import { mapBuyerIdentifiers, mapBuyerTraits } from './map-buyer.ts'
import { mapCustomerConsents } from './map-consent.ts'
import { momentName } from './moment-name.ts'
import { exactId } from './resource.ts'

/** customers/create and customers/update as an identify; both tell the whole customer, so both make the same event. */
export function mapCustomer(customer: ShopifyCustomer, context: MappingContext): CanonicalEvent {
  const createdAt = parseIso(customer.created_at ?? '')
  const consents = mapCustomerConsents(customer)
  return withContentId(`customers/update:${exactId(customer)}:${momentName(customer.updated_at)}`, {
    source: context.source,
    kind: 'identify',
    name: 'identify',
    channel: 'other',
    occurredAt: parseIso(customer.updated_at ?? '') ?? createdAt ?? context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: mapBuyerIdentifiers({ customer }, context.source),
    traits: {
      ...mapBuyerTraits({ customer }),
      ...(createdAt !== undefined && { createdAt: toIso(createdAt) }),
    },
    ...(consents.length > 0 && { consents }),
  })
}

/**
 * customers/delete: the shop has deleted an account. Nobody asked to be forgotten (that is customers/redact), so what is
 * known of the person stays. The body names no moment, so the delivery's stands in.
 */
export function mapDeletedCustomer(
  customer: ShopifyDeleted,
  triggeredAt: string | undefined,
  context: MappingContext,
): CanonicalEvent {
  const customerId = exactId(customer)
  return {
    id: `customers/delete:${customerId}`,
    source: context.source,
    kind: 'track',
    name: 'Customer Deleted',
    channel: 'other',
    occurredAt: parseIso(triggeredAt ?? '') ?? context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: [{ type: 'external_id', value: customerId, scope: context.source }],
  }
}
