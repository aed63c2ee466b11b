import type { Identifier } from '../../identity/identifier.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { importSource } from '../import-source.ts'
import { importedPhone } from './imported-phone.ts'
import type { personFields } from './person-fields.ts'

/** What a row says about who somebody is, as the file has it. */
export type ImportedPerson = Partial<Record<keyof typeof personFields, string>>

type ImportedAddress = Partial<Record<'street' | 'postalCode' | 'city' | 'state' | 'country', string>>

/** What identity can know the person by. A customer number counts among files alone. `shopCountry`: ISO 3166 alpha-2. */
export function identifiersOf(person: ImportedPerson, shopCountry: string): Identifier[] {
  const phone = importedPhone(person, shopCountry)
  return [
    ...(phone === undefined ? [] : [{ type: 'phone' as const, value: phone }]),
    ...(person.email === undefined ? [] : [{ type: 'email' as const, value: person.email }]),
    ...(person.customerId === undefined
      ? []
      : [{ type: 'external_id' as const, value: person.customerId, scope: importSource }]),
    ...(person.loyaltyId === undefined ? [] : [{ type: 'loyalty_id' as const, value: person.loyaltyId }]),
  ]
}

/** The person in Segment's trait names; undefined when nothing is said. */
export function traitsOf({
  firstName,
  lastName,
  fullName,
  email,
  phone,
  ...rest
}: ImportedPerson): JsonObject | undefined {
  const name = fullName ?? ([firstName, lastName].filter((part) => part !== undefined).join(' ') || undefined)
  const address = addressOf(rest)
  const traits: JsonObject = {
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(address !== undefined && { address }),
  }
  return Object.keys(traits).length === 0 ? undefined : traits
}

/** Where the person lives, as Segment's trait `address`; undefined when nothing is said. */
export function addressOf({
  street,
  postalCode,
  city,
  state,
  country,
}: ImportedAddress): JsonObject | undefined {
  const address: JsonObject = {
    ...(street !== undefined && { street }),
    ...(postalCode !== undefined && { postalCode }),
    ...(city !== undefined && { city }),
    ...(state !== undefined && { state }),
    ...(country !== undefined && { country }),
  }
  return Object.keys(address).length === 0 ? undefined : address
}
