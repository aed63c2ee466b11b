import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, type JsonObject, textOf } from '../../kernel/json.ts'
import type { WoocommerceAddress, WoocommerceOrder } from './order.ts'

/** Order fields under which a shop's theme may pass on the visitor's anonymous id. */
const anonymousIdKeys: ReadonlySet<string> = new Set(['anonymous_id', '_anonymous_id', 'anonymousId'])

/**
 * Who placed the order: the billing phone and e-mail, which the checkout asks the buyer for, and the account, if there
 * is one (a guest's is 0). The shipping address may be somebody else's and is not read. A sale to nobody stays one.
 */
export function mapBuyerIdentifiers(order: WoocommerceOrder, scope: string): Identifier[] {
  const identifiers: Identifier[] = []
  const phone = textOf(order.billing?.phone)
  const email = textOf(order.billing?.email)
  const customerId = textOf(order.customer_id)
  if (phone !== undefined) identifiers.push({ type: 'phone', value: phone })
  if (email !== undefined) identifiers.push({ type: 'email', value: email })
  if (customerId !== undefined && customerId !== '0') {
    identifiers.push({ type: 'external_id', value: customerId, scope })
  }
  for (const { key, value } of order.meta_data ?? []) {
    const anonymousId = anonymousIdKeys.has(key) ? textOf(value) : undefined
    if (anonymousId !== undefined) identifiers.push({ type: 'cookie_id', value: anonymousId })
  }
  return identifiers.length > 0 ? [...identifiers, billOf(String(order.id), scope)] : identifiers
}

/** The number of an order as the shop's bill. By it a deletion, which names nothing else, finds the order's buyer. */
export function billOf(orderId: string, scope: string): Identifier {
  return { type: 'pos_bill', value: orderId, scope }
}

/** What a billing address says about the person, without what is not filled in. */
export function mapPersonTraits(billing: WoocommerceAddress | null | undefined): JsonObject {
  const street = [textOf(billing?.address_1), textOf(billing?.address_2)].filter((part) => part !== undefined)
  const address = filledIn({
    street: street.length > 0 ? street.join(', ') : undefined,
    city: textOf(billing?.city),
    postalCode: textOf(billing?.postcode),
    state: textOf(billing?.state),
    country: textOf(billing?.country),
  })
  return filledIn({
    firstName: textOf(billing?.first_name),
    lastName: textOf(billing?.last_name),
    email: textOf(billing?.email),
    phone: textOf(billing?.phone),
    address: Object.keys(address).length > 0 ? address : undefined,
  })
}
