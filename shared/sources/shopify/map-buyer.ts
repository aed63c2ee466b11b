import type { Identifier } from '../../identity/identifier.ts'
import { type JsonObject, textOf } from '../../kernel/json.ts'
import { exactId, type ShopifyAddress, type ShopifyOrder } from './order.ts'

/** Cart attributes under which a shop's theme may pass on the visitor's anonymous id. */
const anonymousIdAttributes = new Set(['anonymous_id', 'anonymousId'])

/**
 * Who placed the order. Phone numbers of the shipping and billing address are left out: they are often somebody
 * else's (a gift's recipient, a company's front desk).
 */
export function mapBuyerIdentifiers(order: ShopifyOrder, scope: string): Identifier[] {
  const identifiers: Identifier[] = []
  const add = (type: Identifier['type'], value: unknown) => {
    const text = textOf(value)
    if (text !== undefined && !identifiers.some((known) => known.type === type && known.value === text)) {
      identifiers.push({ type, value: text })
    }
  }
  add('phone', order.customer?.phone)
  add('phone', order.phone)
  add('email', order.customer?.email)
  add('email', order.email)
  if (order.customer) identifiers.push({ type: 'external_id', value: exactId(order.customer), scope })
  for (const attribute of order.note_attributes ?? []) {
    if (anonymousIdAttributes.has(attribute.name)) add('cookie_id', attribute.value)
  }
  return identifiers
}

/** What the order says about its buyer; never taken from the shipping address, which may be another person's. */
export function mapBuyerTraits(order: ShopifyOrder): JsonObject {
  const { customer, billing_address: billing } = order
  const address = mapAddress(customer?.default_address ?? billing)
  return compact({
    firstName: textOf(customer?.first_name) ?? textOf(billing?.first_name),
    lastName: textOf(customer?.last_name) ?? textOf(billing?.last_name),
    email: textOf(customer?.email) ?? textOf(order.email),
    phone: textOf(customer?.phone) ?? textOf(order.phone),
    address: Object.keys(address).length > 0 ? address : undefined,
    acceptsMarketing: order.buyer_accepts_marketing ?? undefined,
  })
}

function mapAddress(address: ShopifyAddress | null | undefined): JsonObject {
  const street = [textOf(address?.address1), textOf(address?.address2)].filter((part) => part !== undefined)
  return compact({
    street: street.length > 0 ? street.join(', ') : undefined,
    city: textOf(address?.city),
    postalCode: textOf(address?.zip),
    state: textOf(address?.province),
    country: textOf(address?.country_code) ?? textOf(address?.country),
  })
}

function compact(values: Record<string, JsonObject[string] | undefined>): JsonObject {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value
  return kept
}
