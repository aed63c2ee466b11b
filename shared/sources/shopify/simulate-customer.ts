import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import type { Happening } from '../../simulators/simulator.ts'
import type { Shopper } from '../../simulators/town.ts'
import { shopDomain, shopNumber } from './simulate-shop.ts'

export function customerId(shopper: Shopper): number {
  return 7_900_000_000_000 + shopper.index
}

export function simulatedAddress(shopper: Shopper): JsonObject {
  return {
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    name: `${shopper.firstName} ${shopper.lastName}`,
    address1: shopper.street,
    address2: null,
    city: shopper.city,
    zip: shopper.postalCode,
    province: null,
    country: 'United Kingdom',
    country_code: 'GB',
    phone: shopper.phone,
    company: null,
  }
}

export function simulatedCustomer({ purchase, atMs }: Pick<Happening, 'purchase' | 'atMs'>): JsonObject {
  const { shopper } = purchase
  const id = customerId(shopper)
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    created_at: toIso(purchase.placedAtMs),
    updated_at: toIso(atMs),
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    email: shopper.email,
    phone: shopper.phone,
    state: 'enabled',
    verified_email: true,
    tax_exempt: false,
    currency: 'GBP',
    default_address: { ...simulatedAddress(shopper), customer_id: id, default: true },
  }
}

export function simulatedDeletion({ purchase }: Happening): JsonObject {
  const id = customerId(purchase.shopper)
  return { id, admin_graphql_api_id: `gid://shopify/Customer/${id}`, phone: null, addresses: [] }
}

/** A second account of the same person goes into the first. */
export function simulatedMerge({ purchase }: Happening): JsonObject {
  const id = customerId(purchase.shopper)
  return {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${id}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${id + 1_000_000}`,
    status: 'completed',
    errors: [],
  }
}

/** What customers/data_request and customers/redact deliver. */
export function simulatedPrivacy({ topic, purchase }: Happening): JsonObject {
  const { shopper, number } = purchase
  const customer = { id: customerId(shopper), email: shopper.email, phone: shopper.phone }
  const request = { shop_id: shopNumber, shop_domain: shopDomain, customer }
  return topic === 'customers/redact'
    ? { ...request, orders_to_redact: [number] }
    : { ...request, orders_requested: [number], data_request: { id: number } }
}
