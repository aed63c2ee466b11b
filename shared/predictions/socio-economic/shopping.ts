import * as z from 'zod'
import type { Purchase } from '../../features/purchase.ts'

/**
 * All that the socio-economic profile may know: what was bought, how many of it, at which price and whether at a discount. Closed on
 * purpose. Who somebody is, where they live and what the law protects has no place here, and a field that is not named here is refused.
 */
export const shoppingSchema = z.strictObject({
  orders: z.array(
    z.strictObject({
      /** Share of the price taken off the order, 0..1; null: not told. */
      discountRate: z.number().min(0).max(1).nullable(),
      lines: z.array(
        z.strictObject({
          /** Only to compare a price or a quantity with others of its kind; never told. */
          category: z.string(),
          quantity: z.number().positive(),
          unitPriceMinor: z.number().positive(),
        }),
      ),
    }),
  ),
})
export type Shopping = z.infer<typeof shoppingSchema>

/**
 * Names of what must never be read here: identity and place, the special categories of Art. 9 GDPR, and the other protected
 * characteristics of European and British equality law. A test holds the input against it.
 */
export const deniedFields: readonly string[] = (
  'name firstName lastName givenName familyName displayName email phone address street city town region postcode postalCode zip country ' +
  'latitude longitude location storeId ipAddress deviceType birthDate birthday age gender sex title pregnancy maritalStatus marriage children ' +
  'ethnicity race skinColour nationality citizenship language religion belief philosophy politicalOpinion party tradeUnion health disability ' +
  'genetic biometric sexualOrientation sexLife genderIdentity criminalRecord income creditScore'
).split(' ')

/** Of a customer's purchases what may be known: cancelled ones and those in other currencies are left out, and so are returns. */
export function shoppingOf(purchases: readonly Purchase[], currency: string): Shopping {
  const counted = purchases.filter((purchase) => !purchase.isCancelled && purchase.currency === currency)
  return {
    orders: counted.map(({ discountMinor, grossMinor, lines }) => {
      const before = grossMinor + (discountMinor ?? 0)
      return {
        discountRate:
          discountMinor === null || discountMinor < 0 || before <= 0
            ? null
            : Math.min(1, discountMinor / before),
        lines: lines.flatMap(({ category, quantity, amountMinor }) =>
          category !== null && quantity > 0 && amountMinor > 0
            ? [{ category, quantity, unitPriceMinor: amountMinor / quantity }]
            : [],
        ),
      }
    }),
  }
}
