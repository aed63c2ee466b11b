import * as fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'

const seed = 20261121
const countries = ['GB', 'IN', 'US', 'DE', 'MX'] as const
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`))
const starts = [
  '+447',
  '07',
  '+919',
  '+916',
  '98',
  '+12',
  '+19',
  '2',
  '9',
  '+1',
  '+44',
  '+440',
  '0',
  '+52',
  '+521',
  '+',
]

/** Digits behind usual beginnings, with spaces here and there: mostly the spellings that are answered without parsing. */
const written = fc
  .tuple(
    fc.constantFrom(...starts),
    fc.integer({ min: 7, max: 11 }).chain(digits),
    fc.array(fc.nat(14), { maxLength: 4 }),
  )
  .map(([start, rest, gaps]) =>
    gaps.reduce((text, gap) => (gap > 0 ? `${text.slice(0, gap)} ${text.slice(gap)}` : text), start + rest),
  )

describe('normalisePhone', () => {
  it(`answers what the phone number library answers (seed ${seed})`, () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...countries), (text, country) => {
        const parsed = parsePhoneNumberFromString(text.trim(), { defaultCountry: country, extract: false })
        const mexican = parsed?.number.replace(/^\+521(?=\d{10}$)/, '+52')
        const expected = mexican !== parsed?.number || parsed?.isPossible() ? mexican : undefined
        const isStable = expected !== undefined && parsePhoneNumberFromString(expected)?.number === expected
        expect(normalisePhone(text, country)).toBe(isStable ? expected : undefined)
      }),
      { seed, numRuns: 20_000 },
    )
  }, 30_000)

  it(`leaves alone what it has normalised (seed ${seed})`, () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...countries), (text, country) => {
        const once = normalisePhone(text, country)
        if (once !== undefined && parsePhoneNumberFromString(once)?.isValid())
          expect(normalisePhone(once, country)).toBe(once)
      }),
      { seed, numRuns: 5_000 },
    )
  }, 30_000)
})
