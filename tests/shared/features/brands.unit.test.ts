import { describe, expect, it } from 'vitest'
import { brandAffinity, historiesWithBrands, withBrands } from '#shared/features/brands.ts'
import { purchaseOf } from '../predictions/consumption/purchases-of.ts'

const purchases = [
  purchaseOf('2026-01-01T10:00:00Z', [
    { productId: 'mug' },
    { productId: 'x', sku: 'CUP-1' },
    { productId: 'y' },
  ]),
  purchaseOf('2026-02-01T10:00:00Z', [{ productId: 'mug' }, { productId: 'mug', quantity: -1 }]),
  purchaseOf('2026-03-01T10:00:00Z', [{ productId: 'cup' }], { isCancelled: true }),
  purchaseOf('2026-09-01T10:00:00Z', [{ productId: 'cup' }]),
]
const brands = new Map([
  ['mug', 'Acme'],
  ['CUP-1', 'Bolt'],
  ['cup', 'Bolt'],
])
const until = Date.parse('2026-06-01T00:00:00Z')

describe('brands', () => {
  it('are those of the products, else of the SKUs, and of none that the catalogue does not know', () => {
    const [history] = historiesWithBrands([{ customerId: 'c', purchases }], brands)
    expect(history?.purchases[0]?.lines.map(({ brand }) => brand)).toEqual(['Acme', 'Bolt', undefined])
    expect(withBrands(purchases, new Map())).toBe(purchases)
  })

  it('are counted by lines that were bought and not cancelled, up to a moment', () => {
    const branded = withBrands(purchases, brands)
    expect(brandAffinity(branded, until, 5)).toEqual([
      { brand: 'Acme', lineCount: 2, share: 2 / 3 },
      { brand: 'Bolt', lineCount: 1, share: 1 / 3 },
    ])
    expect(brandAffinity(branded, until, 1)).toHaveLength(1)
    expect(brandAffinity(purchases, until, 5)).toEqual([])
  })
})
