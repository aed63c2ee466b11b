import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { decimal, drawPurchase, reachedAt, returnedLine, steps } from '#shared/simulators/shop.ts'

const placedAtMs = Date.UTC(2026, 10, 21, 10)

describe('drawPurchase', () => {
  it('adds up, with a sixth of every amount as its tax', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const purchase = drawPurchase(seededRandom(seed), placedAtMs)
        const { lines } = purchase
        let goodsMinor = 0
        let goodsTaxMinor = 0
        for (const { product, quantity, amountMinor, taxMinor } of lines) {
          expect(quantity === 1 || quantity === 2).toBe(true)
          expect(amountMinor).toBe(product.priceMinor * quantity)
          // 20 % on top of the net amount, to the nearest penny.
          expect(Math.abs((amountMinor - taxMinor) * 6 - amountMinor * 5)).toBeLessThanOrEqual(3)
          goodsMinor += amountMinor
          goodsTaxMinor += taxMinor
        }
        expect([purchase.goodsMinor, purchase.goodsTaxMinor]).toEqual([goodsMinor, goodsTaxMinor])
        expect(lines.length).toBeGreaterThanOrEqual(1)
        expect(new Set(lines.map(({ product }) => product.sku)).size).toBe(lines.length)
        expect(returnedLine(purchase)).toBe(lines[0])
        expect(String(purchase.number)).toMatch(/^\d{9}$/)
      }),
      { numRuns: 300 },
    )
  })

  it('seldom draws a number twice', () => {
    const random = seededRandom(17)
    const numbers = Array.from({ length: 2_000 }, () => drawPurchase(random, placedAtMs).number)
    expect(new Set(numbers).size).toBeGreaterThanOrEqual(1_998)
  })
})

it('an order reaches each step ten minutes after the one before, and none beyond where it is', () => {
  const purchase = drawPurchase(seededRandom(1), placedAtMs)
  const momentsAt = (reached: (typeof steps)[number]) =>
    steps.map((step) => reachedAt(purchase, step, reached))
  const [first, second, third, fourth] = [0, 10, 20, 30].map((minutes) => placedAtMs + minutes * minuteMs)
  expect(momentsAt('placed')).toEqual([first, undefined, undefined, undefined])
  expect(momentsAt('fulfilled')).toEqual([first, second, third, undefined])
  expect(momentsAt('refunded')).toEqual([first, second, third, fourth])
})

it('writes amounts as shops do', () => {
  expect([6_495, 395, 5, 100, -2_250].map(decimal)).toEqual(['64.95', '3.95', '0.05', '1.00', '-22.50'])
})
