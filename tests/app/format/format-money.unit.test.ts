import { describe, expect, it } from 'vitest'
import { formatMoney, formatMoneyShort, formatMoneyWhole } from '#app/format/format-money.ts'

describe('formatMoney', () => {
  it.each([
    [123450, 'GBP', '£1,234.50'],
    [0, 'GBP', '£0.00'],
    [-1500, 'GBP', '-£15.00'],
    [9900, 'EUR', '€99.00'],
    [1234, 'JPY', 'JP¥1,234'],
    [1234567, 'KWD', 'KWD 1,234.567'],
  ])('writes %i minor units of %s as %s', (amountMinor, currency, text) => {
    expect(formatMoney({ amountMinor, currency }).replaceAll('\u00a0', ' ')).toBe(text)
  })
})

describe('formatMoneyShort', () => {
  it.each([
    [0, '£0'],
    [250, '£2.50'],
    [123450, '£1,235'],
    [9999900, '£99,999'],
    [1234567800, '£12.3M'],
    [60000000, '£600K'],
  ])('writes %i pence as %s', (amountMinor, text) => {
    expect(formatMoneyShort({ amountMinor, currency: 'GBP' })).toBe(text)
  })
})

describe('formatMoneyWhole', () => {
  it('rounds to the whole unit', () => {
    expect(formatMoneyWhole({ amountMinor: 90107550, currency: 'GBP' })).toBe('£901,076')
    expect(formatMoneyWhole({ amountMinor: -50, currency: 'JPY' })).toBe('-JP¥50')
  })
})
