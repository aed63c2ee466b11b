import fc from 'fast-check'
import { type CountryCode, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { normaliseIdentifier } from '#shared/identity/normalise-identifier.ts'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'
import { importedPhone, isPhoneOfRow } from '#shared/imports/kinds/imported-phone.ts'
import { identifiersOf } from '#shared/imports/kinds/person.ts'

const seed = 20261122
/** Mexico, Argentina and Brazil write one number in several forms. */
const inOneForm = ['GB', 'IE', 'DE', 'AT', 'FR', 'IT', 'US', 'IN', 'SG', 'DK', 'AU', 'JP'] as const
const countries = [...inOneForm, 'MX', 'AR', 'BR'] as const
const country = fc.constantFrom<CountryCode>(...countries)
const named = fc.constantFrom(undefined, 'Atlantis', 'Germany', 'USA', 'DEU', ...countries)

/** What identity makes of the phone of a row. */
function readRow(phone: string, rowCountry: string | undefined, shopCountry: string): string | undefined {
  const row = { phone, ...(rowCountry !== undefined && { country: rowCountry }) }
  return normalisePhone(importedPhone(row, shopCountry) ?? '', shopCountry)
}

/** Mobiles of a country whose last digits are drawn: E.164, valid by the library. */
const validNumbers = country.chain((of) =>
  fc.nat(99_999).map((digits) => {
    const example = getExampleNumber(of, examples)?.number ?? ''
    const number = `${example.slice(0, -5)}${String(digits).padStart(5, '0')}`
    return parsePhoneNumberFromString(number)?.isValid() ? { of, number } : { of, number: example }
  }),
)

describe(`the phone of a row (seed ${seed})`, () => {
  it('is one where identity then knows somebody by it, and nowhere else', () => {
    const digits = fc.stringMatching(/^(?:\+|＋|00|0|44|49|91)?[0-9 ()-]{3,15}$/)
    const phones = fc.oneof(digits, fc.string({ maxLength: 20 }))
    fc.assert(
      fc.property(phones, named, country, (phone, rowCountry, shopCountry) => {
        const row = { phone, ...(rowCountry !== undefined && { country: rowCountry }) }
        const known = identifiersOf(row, shopCountry).flatMap(
          (identifier) => normaliseIdentifier(identifier, { defaultCountry: shopCountry }) ?? [],
        )
        expect(isPhoneOfRow(row, shopCountry)).toBe(known.length === 1)
      }),
      { seed, numRuns: 5_000 },
    )
  })

  it('is the shop’s where it is in use there, wherever the parcel goes', () => {
    fc.assert(
      fc.property(validNumbers, named, ({ of, number }, rowCountry) => {
        const written = parsePhoneNumberFromString(number)?.formatNational() ?? ''
        expect(readRow(written, rowCountry, of)).toBe(normalisePhone(written, of))
      }),
      { seed, numRuns: 5_000 },
    )
  })

  it('is of the country it names, whatever shop and row say', () => {
    const prefixes = fc.constantFrom('+', '＋', '00', '００', 'tel:+', 'tel:00', 'tel: ＋')
    fc.assert(
      fc.property(
        validNumbers,
        prefixes,
        named,
        country,
        ({ of, number }, prefix, rowCountry, shopCountry) => {
          const written = `${prefix}${number.slice(1)}`
          expect(readRow(written, rowCountry, shopCountry)).toBe(normalisePhone(number, of))
        },
      ),
      { seed, numRuns: 5_000 },
    )
  })

  it('is of the country of shop or row whose code it begins with, where a spreadsheet took the plus', () => {
    const long = validNumbers.filter(({ number }) => number.length > 12)
    fc.assert(
      fc.property(long, named, country, ({ of, number }, rowCountry, shopCountry) => {
        const written = number.slice(1)
        expect(readRow(written, rowCountry, of)).toBe(normalisePhone(number, of))
        expect(readRow(written, of, shopCountry)).toBe(normalisePhone(number, of))
      }),
      { seed, numRuns: 5_000 },
    )
  })

  it('is what the library says of the country of the shop, then of the row: valid in one, else possible', () => {
    const digits = fc.stringMatching(/^(?:0[1-9]|[1-9])[0-9]{5,9}$/)
    const inCountry = fc.constantFrom(...inOneForm)
    let abroadCount = 0
    fc.assert(
      fc.property(digits, inCountry, inCountry, (phone, rowCountry, shopCountry) => {
        const readings = [shopCountry, rowCountry].flatMap((defaultCountry) => {
          const read = parsePhoneNumberFromString(phone, { defaultCountry, extract: false })
          // One that begins with a zero may be another number when it is read again: identity takes none of these.
          const isStable =
            read !== undefined && parsePhoneNumberFromString(read.number)?.number === read.number
          return read?.isPossible() && isStable ? [read] : []
        })
        const best = readings.find((read) => read.isValid()) ?? readings[0]
        if (best !== undefined && best.country !== shopCountry) abroadCount += 1
        expect(readRow(phone, rowCountry, shopCountry)).toBe(best?.number)
      }),
      { seed, numRuns: 10_000 },
    )
    expect(abroadCount).toBeGreaterThan(1_000)
  })
})
