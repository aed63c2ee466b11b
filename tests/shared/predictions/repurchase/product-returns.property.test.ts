import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countReturns,
  readReturnRates,
  returnRateOf,
  returnRatesToArtifact,
} from '#shared/predictions/repurchase/product-returns.ts'

const outcome = fc.record({
  products: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
  cameBack: fc.boolean(),
})

describe('the return rates of products', () => {
  it('are of a customer the same as if that customer had never been counted', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 30, maxLength: 60 }), fc.nat(29), (customers, index) => {
        const own = customers[index]
        if (own === undefined) return
        const all = countReturns(customers)
        const others = customers.filter((each) => each !== own)
        let expected = 0
        const known = own.products.filter((product) => (all.products.get(product)?.[1] ?? 0) > 0)
        for (const product of known) {
          const buyers = others.filter(({ products }) => products.includes(product))
          const returned = buyers.filter(({ cameBack }) => cameBack).length
          expected += (returned + 20 * all.baseRate) / (buyers.length + 20)
        }
        const rate = returnRateOf(own.products, all, own)
        expect(rate).toBeCloseTo(known.length === 0 ? all.baseRate : expected / known.length, 12)
      }),
      { seed: 20261121 },
    )
  })

  it('are the base rate for products that nobody, or hardly anybody, has bought', () => {
    const rates = countReturns([
      { products: [1], cameBack: true },
      { products: [2], cameBack: false },
      { products: [], cameBack: false },
      { products: [], cameBack: false },
    ])
    expect(rates.baseRate).toBe(0.25)
    for (const products of [[], [1], [99]]) expect(returnRateOf(products, rates)).toBe(0.25)
  })

  it('survive being stored', () => {
    const rates = countReturns(
      Array.from({ length: 9 }, (_, index) => ({ products: [5], cameBack: index < 3 })),
    )
    const stored = readReturnRates(JSON.parse(JSON.stringify(returnRatesToArtifact(rates))))
    expect(stored).toEqual(rates)
    expect(returnRateOf([5], stored)).toBeCloseTo((3 + 20 / 3) / 29, 12)
  })
})
