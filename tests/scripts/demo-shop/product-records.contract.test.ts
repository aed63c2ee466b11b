import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import type { ProductStatement } from '#shared/events/catalogue-change.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import {
  demoMappingContext,
  demoShopEndMs,
  eventOfMessage,
  shopifyDelivery,
} from '#tests/support/demo-shop-events.ts'

const shop = generateDemoShop({ seed: 7, nowMs: demoShopEndMs })

function statements(): ProductStatement[] {
  return shop.products.flatMap((product) => {
    const records = shopifySource.parse(shopifyDelivery(JSON.stringify(product), 'products/create'))
    if (!records.ok) throw new Error(records.failure.message)
    return records.value.flatMap((record) => {
      const events = shopifySource.map(record, demoMappingContext('shopify/demo'))
      if (!events.ok) throw new Error(events.failure.message)
      return events.value.flatMap(({ catalogue }) => catalogue?.products ?? [])
    })
  })
}

it('describes whatever the shop has sold, under the number and the SKU that its orders have, at their price', () => {
  const described = new Map(statements().map((product) => [product.productId, product]))
  const skus = new Set([...described.values()].flatMap(({ variants = [] }) => variants.map(({ sku }) => sku)))
  expect([described.size, skus.size]).toEqual([shop.products.length, shop.products.length])
  const rows = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
  for (const row of rows) {
    const product = described.get(row['Product ID'] ?? '')
    expect(product).toMatchObject({ name: row['Product Name'], category: row.Category })
    expect(product?.variants).toMatchObject([{ sku: row.SKU, currency: 'GBP' }])
  }
  const lines = shop.live.flatMap((message) => eventOfMessage(message).order?.lines ?? [])
  const unknown = lines.filter(({ productId = '' }) => !described.has(productId) && !skus.has(productId))
  expect([lines.length > 1_000, unknown]).toEqual([true, []])
})

it('says who makes each, counts none of it, and has one that is not for sale any more', () => {
  const all = statements()
  expect(all.every(({ brand = '' }) => brand !== '')).toBe(true)
  expect(new Set(all.map(({ brand }) => brand)).size).toBeGreaterThan(8)
  expect(all.filter(({ isListed }) => isListed === false).map(({ name }) => name)).toEqual(['Catnip fish'])
  expect(shop.products.every(({ updated_at: at }) => Date.parse(at) < demoShopEndMs)).toBe(true)
})
