import type { Identifier } from '../../identity/identifier.ts'
import { type JsonObject, textOf } from '../../kernel/json.ts'
import type { ShopifyAddress, ShopifyCustomer } from './customer.ts'
import type { ShopifyOrder } from './order.ts'
import { exactId, type NoteAttributes } from './resource.ts'

/** Cart attributes under which a shop's theme may pass on the visitor's anonymous id. */
const anonymousIdAttributes = new Set(['anonymous_id', 'anonymousId'])

/** What an order and a checkout say about who buys. */
export interface Buyer {
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly customer?: ShopifyCustomer | null | undefined
  readonly billing_address?: ShopifyAddress | null | undefined
  readonly note_attributes?: NoteAttributes | null | undefined
}

/**
 * Who buys. Phone numbers of the shipping and billing address are left out: they are often somebody else's (a gift's
 * recipient, a company's front desk).
 */
export function mapBuyerIdentifiers(buyer: Buyer, scope: string): Identifier[] {
  const identifiers: Identifier[] = []
  const add = (type: Identifier['type'], value: unknown) => {
    const text = textOf(value)
    if (text !== undefined && !identifiers.some((known) => known.type === type && known.value === text)) {
      identifiers.push({ type, value: text })
    }
  }
  add('phone', buyer.customer?.phone)
  add('phone', buyer.phone)
  add('email', buyer.customer?.email)
  add('email', buyer.email)
  if (buyer.customer) identifiers.push({ type: 'external_id', value: exactId(buyer.customer), scope })
  for (const cookieId of visitorIds(buyer.note_attributes)) add('cookie_id', cookieId)
  return identifiers
}

/** The anonymous ids that the shop's theme has put on a cart, an order or a checkout. */
export function visitorIds(attributes: NoteAttributes | null | undefined): string[] {
  return (attributes ?? [])
    .filter((attribute) => anonymousIdAttributes.has(attribute.name))
    .flatMap((attribute) => textOf(attribute.value) ?? [])
}

/**
 * The number of an order as the shop's bill. It ties a refund, which names no buyer, to the order's customer. A sale to
 * nobody stays one as long as nothing of it is given back.
 */
export function billOf(orderId: string, scope: string): Identifier {
  return { type: 'pos_bill', value: orderId, scope }
}

/** Who placed the order, and the order's number. */
export function mapOrderIdentifiers(order: ShopifyOrder, scope: string): Identifier[] {
  const buyer = mapBuyerIdentifiers(order, scope)
  return buyer.length > 0 || order.refunds?.length ? [...buyer, billOf(exactId(order), scope)] : buyer
}

/** What the order says about its buyer; never taken from the shipping address, which may be another person's. */
export function mapBuyerTraits({ customer, billing_address: billing, email, phone }: Buyer): JsonObject {
  const address = mapAddress(customer?.default_address ?? billing)
  return compact({
    firstName: textOf(customer?.first_name) ?? textOf(billing?.first_name),
    lastName: textOf(customer?.last_name) ?? textOf(billing?.last_name),
    email: textOf(customer?.email) ?? textOf(email),
    phone: textOf(customer?.phone) ?? textOf(phone),
    address: Object.keys(address).length > 0 ? address : undefined,
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

/** Only what is known. */
export function compact(values: Record<string, JsonObject[string] | undefined>): JsonObject {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value
  return kept
}
