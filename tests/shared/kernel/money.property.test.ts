import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineAmountMinor, minorUnitDigits } from '#shared/kernel/money.ts'

const sign = fc.constantFrom('', '-')
const decimal = fc
  .tuple(
    sign,
    fc.integer({ min: 0, max: 9_999_999 }),
    fc.option(fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 4 })),
  )
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`)

/** In whole numbers of any size, with the rounding written out: half away from zero. */
function slowly(quantity: string, price: string, digits: number): bigint {
  const [left, right] = [quantity, price].map((text) => {
    const [whole = '', fraction = ''] = text.replace('-', '').split('.')
    return { value: BigInt(whole + fraction), places: fraction.length }
  })
  if (left === undefined || right === undefined) throw new Error('two numbers are needed')
  const product = left.value * right.value * 10n ** BigInt(digits)
  const unit = 10n ** BigInt(left.places + right.places)
  const rounded = (product * 2n + unit) / (unit * 2n)
  return quantity.startsWith('-') === price.startsWith('-') ? rounded : -rounded
}

it('multiplies exactly and rounds half away from zero, long and short numbers alike', () => {
  fc.assert(
    fc.property(decimal, decimal, fc.constantFrom('GBP', 'JPY', 'KWD'), (quantity, price, currency) => {
      const expected = slowly(quantity, price, minorUnitDigits(currency) ?? 2)
      const amount = lineAmountMinor(quantity, price, currency)
      if (expected > BigInt(Number.MAX_SAFE_INTEGER) || expected < -BigInt(Number.MAX_SAFE_INTEGER)) {
        expect(amount.ok).toBe(false)
        return
      }
      expect(amount).toStrictEqual({ ok: true, value: Number(expected) })
    }),
    { numRuns: 5000 },
  )
})
