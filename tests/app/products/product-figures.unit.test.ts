import { describe, expect, it } from 'vitest'
import { levelText, priceRange, unitsInStock } from '#app/products/product-figures.ts'
import type { ProductView } from '#shared/contracts/products.ts'

type Variant = ProductView['variants'][number]

function variant(amountMinor: number | null, quantities: number[] = [], currency = 'GBP'): Variant {
  return {
    variantId: '1',
    name: null,
    sku: null,
    price: amountMinor === null ? null : { amountMinor, currency },
    stock: quantities.map((availableQuantity) => {
      return { storeId: null, storeName: null, availableQuantity, countedAt: '2026-11-01T12:00:00.000Z' }
    }),
  }
}

describe('priceRange', () => {
  it.each<[string, Variant[], string | null]>([
    ['nothing is known', [], null],
    ['all cost the same', [variant(900), variant(900), variant(null)], '£9.00'],
    ['they differ', [variant(1_250), variant(900), variant(1_000)], '£9.00 to £12.50'],
    ['currencies differ', [variant(900), variant(900, [], 'EUR')], null],
  ])('when %s', (_, variants, expected) => {
    expect(priceRange(variants)).toBe(expected)
  })
})

describe('unitsInStock', () => {
  it('adds up all places of all variants, and knows nothing from none', () => {
    expect(unitsInStock([variant(1, [4, 0.5]), variant(1, [-2])])).toBe(2.5)
    expect(unitsInStock([variant(1, [0])])).toBe(0)
    expect(unitsInStock([variant(1)])).toBeNull()
  })
})

describe('levelText', () => {
  it.each([
    [{ storeId: 's1', storeName: 'Bristol' }, 'Bristol: 1,200'],
    [{ storeId: 's1', storeName: null }, 's1: 1,200'],
    [{ storeId: null, storeName: null }, '1,200'],
  ])('of %o', (place, expected) => {
    expect(levelText({ ...place, availableQuantity: 1_200, countedAt: '' })).toBe(expected)
  })
})
