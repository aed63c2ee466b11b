import { expect, it } from 'vitest'
import type { OfferedProductRow } from '#shared/database/offered-products.ts'
import { offer } from '#shared/predictions/recommendations/offer.ts'

const candidate = (productId: string) => ({
  productId,
  name: `Old ${productId}`,
  category: null,
  reason: 'popular' as const,
  why: 'popular now',
})
const row = (productId: string, more: Partial<OfferedProductRow> = {}): OfferedProductRow => ({
  productId,
  name: `New ${productId}`,
  category: 'Mugs',
  brand: null,
  url: null,
  imageUrl: 'https://shop.example/mug.png',
  isGone: 0,
  priceMinor: 1_250,
  currency: 'GBP',
  availableQuantity: null,
  ...more,
})

it('offers what can be sold, as the catalogue has it, in the order of the candidates', () => {
  const candidates = ['gone', 'empty', 'known', 'unknown', 'twice', 'late'].map(candidate)
  const catalogue = [
    row('gone', { isGone: 1 }),
    row('empty', { availableQuantity: 0 }),
    row('known', { availableQuantity: 3 }),
    row('twice', { isGone: 1 }),
    row('twice', { name: 'Second shop' }),
    row('late'),
  ]
  const offered = offer(candidates, catalogue, { limit: 3, isInStockOnly: true })
  expect(offered.map(({ productId, name }) => [productId, name])).toEqual([
    ['known', 'New known'],
    ['unknown', 'Old unknown'],
    ['twice', 'Second shop'],
  ])
  expect(offered[0]).toMatchObject({ category: 'Mugs', price: { amountMinor: 1_250, currency: 'GBP' } })
  expect(offered[1]).toMatchObject({ price: null, imageUrl: null })
  const all = offer(candidates, catalogue, { limit: 9, isInStockOnly: false })
  expect(all.map(({ productId }) => productId)).toEqual(['empty', 'known', 'unknown', 'twice', 'late'])
})
