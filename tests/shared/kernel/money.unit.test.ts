import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  convertMinor,
  lineAmountMinor,
  minorUnitDigits,
  minorUnitRate,
  toDecimalString,
  toMinorUnits,
} from '#shared/kernel/money.ts'

const seed = 20261121

/** Decimal text as an exact fraction over 10^40, by another way than the code: parts weighed by their powers. */
function weigh(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const size =
    BigInt(whole || '0') * 10n ** 40n + BigInt(fraction || '0') * 10n ** BigInt(40 - fraction.length)
  return text.startsWith('-') ? -size : size
}

/** fraction over 10^scale in units of 10^-digits, half away from zero. */
function round(fraction: bigint, scale: number, digits: number): number {
  const unit = 10n ** BigInt(scale - digits)
  const size = fraction < 0n ? -fraction : fraction
  const rounded = (2n * size + unit) / (2n * unit)
  return Number(fraction < 0n && rounded !== 0n ? -rounded : rounded)
}

const decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.nat(99_999_999), fc.stringMatching(/^\d{0,6}$/))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`)
// ISO 4217, list one: minor units.
const currencies = [
  ['GBP', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['EUR', 2],
  ['CLP', 0],
  ['BHD', 3],
] as const

describe('minorUnitDigits', () => {
  it.each(currencies)('%s has %i', (currency, digits) => expect(minorUnitDigits(currency)).toBe(digits))
  it.each(['XYZ', 'gbp', '', 'POUND', '__proto__'])('%j is no currency', (code) => {
    expect(minorUnitDigits(code)).toBeUndefined()
  })
})

describe('toMinorUnits', () => {
  it.each([
    ['12.50', 'GBP', 1250],
    [12.5, 'GBP', 1250],
    ['0.005', 'GBP', 1],
    ['-0.005', 'GBP', -1],
    ['0.0049999', 'GBP', 0],
    [1.005, 'GBP', 101],
    ['1200', 'JPY', 1200],
    ['1200.5', 'JPY', 1201],
    ['8.705', 'KWD', 8705],
    ['.5', 'GBP', 50],
    ['5.', 'GBP', 500],
    [' 7 ', 'GBP', 700],
    ['90071992547409.91', 'GBP', Number.MAX_SAFE_INTEGER],
  ])('%j %s is %i', (amount, currency, expected) => {
    expect(toMinorUnits(amount, currency)).toEqual({ ok: true, value: expected })
  })

  it.each([
    '',
    '.',
    '-',
    'abc',
    '1,50',
    '1e3',
    '£5',
    '0x10',
    'Infinity',
    '1 000',
    '--1',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e21,
  ])('%j is no amount', (amount) =>
    expect(toMinorUnits(amount, 'GBP')).toMatchObject({ ok: false, failure: { kind: 'invalid-amount' } }),
  )

  it('refuses what a number cannot hold exactly, and currencies that do not exist', () => {
    expect(toMinorUnits('90071992547409.92', 'GBP')).toMatchObject({ failure: { kind: 'amount-too-large' } })
    expect(toMinorUnits('1', 'XYZ')).toMatchObject({ failure: { kind: 'unknown-currency' } })
  })

  it(`equals exact fractions, rounded half away from zero (seed ${seed})`, () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom(...currencies), (text, [currency, digits]) => {
        expect(toMinorUnits(text, currency)).toEqual({ ok: true, value: round(weigh(text), 40, digits) })
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`gives back what toDecimalString wrote (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (minor, [currency]) => {
        expect(toMinorUnits(toDecimalString(minor, currency), currency)).toEqual({ ok: true, value: minor })
      }),
      { seed },
    )
  })
})

describe('lineAmountMinor', () => {
  it('rounds once, at the end', () => {
    // 0.335 kg at 14.99 is 5.02165; rounding the price of a gram first would give 5.03.
    expect(lineAmountMinor('0.335', '14.99', 'GBP')).toEqual({ ok: true, value: 502 })
    expect(lineAmountMinor(3, '0.335', 'GBP')).toEqual({ ok: true, value: 101 })
    expect(lineAmountMinor(-2, '9.50', 'GBP')).toEqual({ ok: true, value: -1900 })
  })

  it(`equals exact fractions (seed ${seed})`, () => {
    fc.assert(
      fc.property(decimal, decimal, fc.constantFrom(...currencies), (quantity, price, [currency, digits]) => {
        const exact = round(weigh(quantity) * weigh(price), 80, digits)
        const result = lineAmountMinor(quantity, price, currency)
        if (Number.isSafeInteger(exact)) expect(result).toEqual({ ok: true, value: exact })
        else expect(result).toMatchObject({ failure: { kind: 'amount-too-large' } })
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it('refuses what is no number', () => {
    expect(lineAmountMinor('two', '1', 'GBP')).toMatchObject({ failure: { kind: 'invalid-amount' } })
    expect(lineAmountMinor('2', '', 'GBP')).toMatchObject({ failure: { kind: 'invalid-amount' } })
  })
})

describe('toDecimalString', () => {
  it.each([
    [1250, 'GBP', '12.50'],
    [-5, 'GBP', '-0.05'],
    [0, 'KWD', '0.000'],
    [1200, 'JPY', '1200'],
  ])('writes %i %s as %s', (minor, currency, expected) =>
    expect(toDecimalString(minor, currency)).toBe(expected),
  )
})

describe('minorUnitRate and convertMinor', () => {
  // 12.50 USD at 0.7912 are 9.89 GBP; 1,000 JPY at 0.0051 are 5.10 GBP; 1.000 KWD at 2.55 is 2.55 GBP.
  it.each([
    [1_250, 'USD', 'GBP', 0.7912, 989],
    [1_000, 'JPY', 'GBP', 0.0051, 510],
    [1_000, 'KWD', 'GBP', 2.55, 255],
    [510, 'GBP', 'JPY', 196.0784, 1_000],
    [5, 'USD', 'GBP', 0.5, 3],
    [-5, 'USD', 'GBP', 0.5, -3],
    [0, 'USD', 'GBP', 0.7912, 0],
  ])('make of %i %s, in %s at %f, %i', (amountMinor, from, currency, rate, expected) => {
    expect(convertMinor(amountMinor, minorUnitRate(from, { currency, rate }))).toBe(expected)
  })

  it('round as SQLite does, which makes the same figures again', () => {
    const database = new DatabaseSync(':memory:')
    const rounded = database.prepare('select cast(round(? * ?) as integer) as converted')
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (amountMinor, tenThousandths) => {
          const rate = minorUnitRate('USD', { currency: 'GBP', rate: tenThousandths / 10_000 })
          expect(convertMinor(amountMinor, rate)).toBe(rounded.get(amountMinor, rate)?.converted)
        },
      ),
      { seed: 20261121, numRuns: 1_000 },
    )
    database.close()
  })
})
