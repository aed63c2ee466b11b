import type { JsonObject } from '../../kernel/json.ts'
import type { Shopper } from '../../simulators/town.ts'

/** Who bought, as customers and orders have it in `billing`. */
export function simulatedBilling(shopper: Shopper): JsonObject {
  return {
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    company: '',
    address_1: shopper.street,
    address_2: '',
    city: shopper.city,
    state: '',
    postcode: shopper.postalCode,
    country: 'GB',
    email: shopper.email,
    phone: shopper.phone,
  }
}
