import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, type JsonObject, textOf } from '../../kernel/json.ts'
import type { MagentoAddress, MagentoOrder } from './order.ts'

/** Who placed the order. The shipping address may be somebody else's and is not read. */
export function mapBuyerIdentifiers(order: MagentoOrder, scope: string): Identifier[] {
  const identifiers: Identifier[] = []
  const phone = textOf(billingOf(order)?.telephone)
  const email = textOf(order.customer_email)
  const customerId = textOf(order.customer_id)
  if (phone !== undefined) identifiers.push({ type: 'phone', value: phone })
  if (email !== undefined) identifiers.push({ type: 'email', value: email })
  if (customerId !== undefined && customerId !== '0') {
    identifiers.push({ type: 'external_id', value: customerId, scope })
  }
  return identifiers
}

/** What the order says about its buyer. */
export function mapBuyerTraits(order: MagentoOrder): JsonObject {
  const billing = billingOf(order)
  const lines = typeof billing?.street === 'string' ? billing.street.split('\n') : (billing?.street ?? [])
  const street = lines.map((line) => line.trim()).filter((line) => line !== '')
  const address = filledIn({
    street: street.length > 0 ? street.join(', ') : undefined,
    city: textOf(billing?.city),
    postalCode: textOf(billing?.postcode),
    state: textOf(billing?.region),
    country: textOf(billing?.country_id),
  })
  return filledIn({
    firstName: textOf(order.customer_firstname) ?? textOf(billing?.firstname),
    lastName: textOf(order.customer_lastname) ?? textOf(billing?.lastname),
    email: textOf(order.customer_email),
    phone: textOf(billing?.telephone),
    address: Object.keys(address).length > 0 ? address : undefined,
  })
}

/** The REST API has it by itself, a webhook among the addresses. */
function billingOf(order: MagentoOrder): MagentoAddress | undefined {
  return order.billing_address ?? order.addresses?.find((address) => address.address_type === 'billing')
}
