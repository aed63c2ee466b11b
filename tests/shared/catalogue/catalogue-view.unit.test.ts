import { expect, it } from 'vitest'
import { productViews } from '#shared/catalogue/catalogue-view.ts'
import type { StockLevelRow } from '#shared/database/list-inventory.ts'
import type { ProductRow, ProductVariantRow } from '#shared/database/tables/catalogue.ts'

const product = (name: string) =>
  ({
    source: 'shopify/main',
    productId: 'p1',
    name,
    category: null,
    brand: null,
    url: null,
    imageUrl: null,
    isListed: true,
    isDeleted: false,
    describedAt: 0,
  }) as ProductRow
const variant = {
  source: 'shopify/main',
  productId: 'p1',
  variantId: 'v1',
  name: null,
  sku: 'MUG',
  stockItemId: 's1',
  priceMinor: 900,
  currency: 'GBP',
} as ProductVariantRow
const level = (source: string, stockItemId: string, availableQuantity: number, storeId = '') =>
  ({ source, stockItemId, storeId, storeName: null, countedAt: 0, availableQuantity }) as StockLevelRow

const unitsOf = (stock: readonly StockLevelRow[]) =>
  productViews([product('Mug')], [variant], stock)[0]?.variants[0]?.stock.map(
    ({ availableQuantity }) => availableQuantity,
  )

it('tells of the stock that the connection counts, and where it counts none, of what files say by SKU', () => {
  const own = [level('shopify/main', 's1', 4), level('shopify/main', 's1', 3, 'Leeds')]
  const ofFile = [level('csv/files', 'MUG', 9), level('csv/files', 'MUG', 1, 'Bath')]
  const ofOthers = [level('shopify/main', 's2', 70), level('csv/files', 's1', 80), level('woo/x', 'MUG', 90)]
  expect(unitsOf([...ofOthers, ...own, ...ofFile])).toEqual([4, 3])
  expect(unitsOf([...ofFile, ...ofOthers])).toEqual([9, 1])
  expect(unitsOf(ofOthers)).toEqual([])
})

it('shows names in readable characters, and none where nothing of one can be seen', () => {
  const names = ['Mu\u200bg \u202egnp.exe', '\u2068\u2069'].map(
    (name) => productViews([product(name)], [], [])[0]?.name,
  )
  expect(names).toEqual(['Mug gnp.exe', null])
})
