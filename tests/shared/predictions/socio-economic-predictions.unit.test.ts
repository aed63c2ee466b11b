import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import type { ShopScale } from '#shared/predictions/socio-economic/shop-scale.ts'
import { boughtBy, socioEconomicPredictions } from '#shared/predictions/socio-economic-predictions.ts'
import { buyer } from '#tests/support/job-world.ts'

const asOfMs = 100 * dayMs
const means = { country: 'GB', isProfilingOptOut: null, isSocioEconomicOn: null }
const context = { currency: 'GBP', asOfMs, means }
/** Tea costs 100 to 200, and is bought by one to ten. */
const scale: ShopScale = {
  categories: { tea: { unitPricesMinor: [100, 150, 200], quantities: [1, 4, 10] } },
  categoryCounts: [1, 3, 6],
}

/** Somebody who bought tea at 195, so many times until `asOfMs`. */
function teaDrinker(orderCount: number, quantity = 4) {
  const bought = buyer('ann', Array(orderCount).fill(195), asOfMs)
  const line = { productId: 'tea', name: null, category: 'tea', quantity, amountMinor: 195 * quantity }
  const purchases = bought.purchases.map((each) => ({ ...each, discountMinor: 0, lines: [line] }))
  return { ...bought, purchases, isProfilingAllowed: null }
}

describe('a socio-economic profile as predictions', () => {
  it('is a row a trait, with its level in words, how sure it is and why', () => {
    const { rows, missing } = socioEconomicPredictions(teaDrinker(12), scale, context)
    expect(missing).toBeNull()
    expect(rows.map(({ subject, subjectName, label }) => [subject, subjectName, label])).toEqual([
      ['price-tier', 'Price tier', 'premium'],
      ['basket-breadth', 'Basket breadth', 'narrow'],
      ['promotion-dependence', 'Promotion dependence', 'low'],
      ['household-size', 'Household size', 'two or three'],
    ])
    for (const { kind, confidence, factors } of rows) {
      expect(kind).toBe('socio-economic')
      expect(confidence).toBeGreaterThan(0.5)
      expect(factors.length).toBeGreaterThan(0)
    }
    expect(rows[2]?.factors).toEqual([
      { text: '0 of 12 orders came with a discount', feature: null, contribution: null },
    ])
  })

  it('leaves out traits of which there is not enough, and says which', () => {
    const { rows, missing } = socioEconomicPredictions(teaDrinker(4), scale, context)
    expect(rows.map(({ subject }) => subject)).toEqual(['promotion-dependence'])
    expect(missing).toBe(
      'Price tier: Not enough yet: 4 of 5 purchases of comparable products. ' +
        'Basket breadth: Not enough yet: 4 of 5 products bought. ' +
        'Household size: Not enough yet: 4 of 5 purchases of comparable products',
    )
    const business = socioEconomicPredictions(teaDrinker(12, 10), scale, context)
    expect(business.missing).toBe('Household size: Buys in the quantities of a business')
  })

  it('is made of nobody without consent where the law wants it, nor of who objected anywhere', () => {
    const customer = teaDrinker(12)
    const rowsOf = (isProfilingAllowed: boolean | null, country: string) =>
      socioEconomicPredictions({ ...customer, isProfilingAllowed }, scale, {
        ...context,
        means: { country, isProfilingOptOut: true, isSocioEconomicOn: null },
      }).rows.length
    expect([rowsOf(null, 'GB'), rowsOf(true, 'DE')]).toEqual([4, 4])
    expect([rowsOf(null, 'DE'), rowsOf(false, 'DE'), rowsOf(false, 'GB')]).toEqual([0, 0, 0])
  })

  it('looks at nothing that was bought later, and at no other currency', () => {
    expect(boughtBy(teaDrinker(12), 'GBP', asOfMs - 3 * dayMs).orders).toHaveLength(9)
    expect(boughtBy(teaDrinker(12), 'EUR', asOfMs).orders).toEqual([])
  })
})
