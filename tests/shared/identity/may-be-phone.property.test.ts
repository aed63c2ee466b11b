import fc from 'fast-check'
import { getCountries } from 'libphonenumber-js/min'
import { expect, it } from 'vitest'
import { mayBePhone } from '#shared/identity/may-be-phone.ts'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'

const countries = getCountries()
const sign = fc.constantFrom(...'0123456789٠١٢０１ +-()./;,', 'ext', 'tel:', 'a', '00')

it('is true of what some country reads, and of nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 12 }), (text) => {
      expect(mayBePhone(text)).toBe(countries.some((country) => normalisePhone(text, country) !== undefined))
    }),
    { numRuns: 300 },
  )
})

it.each(['020 7946 0123', '+442079460123', '(020) 7946-0123 ext 5', '٠٢٠٧٩٤٦٠١٢٣', '98765 43210'])(
  'takes %s',
  (text) => expect(mayBePhone(text)).toBe(true),
)

it.each(['', 'n/a', 'none', '-', '123', '+44', 'call 02079460123', '0207946 0123 / 0207946 0124'])(
  'takes no %j',
  (text) => expect(mayBePhone(text)).toBe(false),
)
