import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normaliseIdentifier } from '#shared/identity/normalise-identifier.ts'
import { isPhoneOfRow } from '#shared/imports/kinds/imported-phone.ts'
import { identifiersOf } from '#shared/imports/kinds/person.ts'

const countries = ['GB', 'DE', 'FR', 'US', 'IN', 'MX', 'AR', 'BR', 'SG', 'DK'] as const
const digits = fc.stringMatching(/^\+?[0-9 ()-]{3,17}$/)
const rows = fc.record({
  phone: fc.oneof(digits, fc.string({ maxLength: 20 })),
  shopCountry: fc.constantFrom(...countries),
  country: fc.constantFrom(undefined, 'Atlantis', 'Germany', 'USA', ...countries),
})

it('takes for a phone what identity then knows somebody by, and nothing else', () => {
  fc.assert(
    fc.property(rows, ({ phone, country, shopCountry }) => {
      const row = { phone, ...(country !== undefined && { country }) }
      const known = identifiersOf(row, shopCountry).flatMap(
        (identifier) => normaliseIdentifier(identifier, { defaultCountry: shopCountry }) ?? [],
      )
      expect(isPhoneOfRow(row, shopCountry)).toBe(known.length === 1)
    }),
    { numRuns: 2_000 },
  )
})

it('reads a number of a row as identity reads it in a shop of that country', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(...countries), ({ phone, shopCountry }, country) => {
      const read = (identifiers: ReturnType<typeof identifiersOf>, defaultCountry: string) =>
        identifiers.map((identifier) => normaliseIdentifier(identifier, { defaultCountry })?.value)
      const ofRow = read(identifiersOf({ phone, country }, shopCountry), shopCountry)
      const [ofShop] = read([{ type: 'phone', value: phone }], country)
      expect(ofRow[0]).toBe(ofShop)
    }),
    { numRuns: 2_000 },
  )
})
