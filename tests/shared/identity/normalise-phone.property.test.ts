import * as fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'

const seed = 20261121
const countries = ['GB', 'IN', 'US', 'DE'] as const
/** Mexico, Argentina and Brazil write one number in several forms; the properties at the end are theirs. */
const inSeveralForms = /^\+5[245]/
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
  '+49',
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
        const expected = parsed?.isPossible() ? parsed.number : undefined
        if (expected !== undefined && inSeveralForms.test(expected)) return
        const isStable = expected !== undefined && parsePhoneNumberFromString(expected)?.number === expected
        expect(normalisePhone(text, country)).toBe(isStable ? expected : undefined)
      }),
      { seed, numRuns: 20_000 },
    )
  }, 30_000)

  it(`leaves alone what it has normalised (seed ${seed})`, () => {
    const anywhere = fc.oneof(
      written,
      fc
        .tuple(
          fc.constantFrom('+52', '+54', '+55', '+521', '+549', '+5411', '+5415', '0', '15', '11'),
          fc.integer({ min: 6, max: 13 }).chain(digits),
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(anywhere, fc.constantFrom(...countries, 'MX', 'AR', 'BR'), (text, country) => {
        const once = normalisePhone(text, country)
        if (once !== undefined) expect(normalisePhone(once, country)).toBe(once)
      }),
      { seed, numRuns: 30_000 },
    )
  }, 30_000)

  it(`makes one of all spellings of a Brazilian mobile, and none of a fixed line (seed ${seed})`, () => {
    const area = fc.constantFrom('11', '21', '27', '31', '47', '61', '71', '84', '92', '99')
    const mobile = fc
      .tuple(fc.constantFrom('6', '8', '9', '71', '75', '76'), digits(7))
      .map((parts) => parts.join('').slice(0, 8))
    const fixed = fc.tuple(fc.constantFrom('2', '3', '4', '5'), digits(7)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(area, mobile, (code, line) => {
        const expected = `+55${code}9${line}`
        const spellings = [
          [`+55${code}${line}`, 'GB'],
          [`+55 ${code} 9${line.slice(0, 4)}-${line.slice(4)}`, 'GB'],
          [`(${code}) ${line.slice(0, 4)}-${line.slice(4)}`, 'BR'],
          [`0${code} 9 ${line}`, 'BR'],
          [`whatsapp:+55${code}${line}`, 'GB'],
        ] as const
        for (const [text, country] of spellings) expect(normalisePhone(text, country), text).toBe(expected)
      }),
      { seed, numRuns: 1_000 },
    )
    fc.assert(
      fc.property(area, fixed, (code, line) => {
        expect(normalisePhone(`(${code}) ${line}`, 'BR')).toBe(`+55${code}${line}`)
        expect(normalisePhone(`+55${code}${line}`, 'GB')).toBe(`+55${code}${line}`)
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it(`makes one of all spellings of an Argentine number (seed ${seed})`, () => {
    // Ten digits in all: the shorter the area code, the longer the line.
    const number = fc
      .constantFrom('11', '351', '341', '223', '2966', '3541')
      .chain((area) =>
        fc
          .tuple(fc.constantFrom('2', '4', '5', '6'), digits(9 - area.length))
          .map(([first, rest]) => ({ area, line: first + rest })),
      )
    fc.assert(
      fc.property(number, ({ area, line }) => {
        const expected = `+54${area}${line}`
        const spellings = [
          [`+54${area}${line}`, 'GB'],
          [`+54 9 ${area} ${line}`, 'GB'],
          [`0${area} 15-${line}`, 'AR'],
          [`${area} 15 ${line}`, 'AR'],
          [`+54 ${area} 15 ${line}`, 'GB'],
          [`+54 9 ${area} 15 ${line}`, 'GB'],
          [`${area}${line}`, 'AR'],
          [`whatsapp:+549${area}${line}`, 'GB'],
        ] as const
        for (const [text, country] of spellings) expect(normalisePhone(text, country), text).toBe(expected)
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it(`makes one of all spellings of a Mexican number (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.constantFrom('55', '33', '81', '222', '999'), digits(8), (area, rest) => {
        const number = (area + rest).slice(0, 10)
        for (const prefix of ['', '1 ', '01 ', '044 ', '045 ']) {
          expect(normalisePhone(`${prefix}${number}`, 'MX'), prefix).toBe(`+52${number}`)
          expect(normalisePhone(`+52 ${prefix}${number}`, 'GB'), prefix).toBe(`+52${number}`)
        }
      }),
      { seed, numRuns: 500 },
    )
  })
})
