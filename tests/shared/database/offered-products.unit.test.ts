import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unitsInStock } from '#app/products/product-figures.ts'
import { productViews } from '#shared/catalogue/catalogue-view.ts'
import {
  findOfferedProducts,
  findPopularProducts,
  findSoldProduct,
} from '#shared/database/offered-products.ts'
import type { ProductRow, ProductVariantRow } from '#shared/database/tables/catalogue.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'

let database: MemoryDatabase

const facts = (fields: Record<string, unknown>) =>
  JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, ['1', value]])))

/** What the connection and a file of stock count of a variant, by place. */
interface Counted {
  readonly own?: readonly number[]
  readonly file?: readonly number[]
  /** The catalogue does not say what its stock is called. */
  readonly isUnnamed?: boolean
}

const nothingElse = {
  ...{ countedAt: 0, storeName: null, productId: null, productName: null },
  ...{ variantId: null, variantName: null, sku: null },
}
const level = (source: string, stockItemId: string, store: number, availableQuantity: number) => {
  return { ...nothingElse, source, stockItemId, storeId: `${store}`, availableQuantity }
}

beforeAll(() => {
  database = memoryDatabase()
  const connection = `insert into connection (source, connection_id, tenant_id, secrets, is_demo, created_at)
    values ('shopify', ?, ?, '[]', 0, 0)`
  const product = `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by) values (?, ?, ?, 0, ?, '')`
  const variant = `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
    values (?, ?, ?, 0, ?, '', ?)`
  const stock = `insert into inventory (tenant_id, source, stock_item_id, store_id, counted_at, counted_by, available_quantity)
    values (?, ?, ?, ?, 0, '', ?)`
  const order = `insert into customer_order (tenant_id, order_key, version, kind, status, channel, placed_at, day, currency,
    line_count, lines, is_cancelled, amount_minor) values (?, ?, 1, 'order', 'placed', 'web', 0, ?, 'GBP', 1, ?, ?, 100)`
  database.run([
    { text: connection, values: ['main', 'shop'] },
    { text: connection, values: ['other', 'another'] },
    { text: product, values: ['shop', 'shopify/main', 'p1', facts({ name: 'Mug', category: 'Mugs' })] },
    { text: product, values: ['shop', 'csv/files', 'p2', facts({ name: 'Cup', isDeleted: true })] },
    { text: product, values: ['another', 'shopify/other', 'p1', facts({ name: 'Foreign' })] },
    {
      text: variant,
      values: [
        'shop',
        'shopify/main',
        'v1',
        facts({ productId: 'p1', priceMinor: 900, currency: 'GBP', stockItemId: 's1' }),
        0,
      ],
    },
    {
      text: variant,
      values: [
        'shop',
        'shopify/main',
        'v2',
        facts({ productId: 'p1', priceMinor: 700, currency: 'GBP', stockItemId: 's2' }),
        0,
      ],
    },
    {
      text: variant,
      values: ['shop', 'shopify/main', 'v3', facts({ productId: 'p1', priceMinor: 100, currency: 'GBP' }), 1],
    },
    // The connection tells of no stock of the plate; a file does, by SKU. What it says of the mug does not count beside the connection.
    { text: product, values: ['shop', 'shopify/main', 'p3', facts({ name: 'Plate' })] },
    {
      text: variant,
      values: ['shop', 'shopify/main', 'v4', facts({ productId: 'p3', sku: 'PLT', stockItemId: 's4' }), 0],
    },
    { text: stock, values: ['shop', 'csv/files', 'PLT', '', 6] },
    { text: stock, values: ['shop', 'csv/files', 'PLT', 'Leeds', 1] },
    { text: stock, values: ['shop', 'csv/files', 's1', '', 50] },
    { text: stock, values: ['another', 'csv/files', 'PLT', '', 90] },
    { text: stock, values: ['shop', 'shopify/main', 's1', 'a', 2] },
    { text: stock, values: ['shop', 'shopify/main', 's1', 'b', 3] },
    { text: stock, values: ['shop', 'shopify/main', 's2', '', 4] },
    {
      text: order,
      values: ['shop', 'o1', '2026-05-01', '[["p1",1,900,"Mugs","Mug"],["p9",1,5,null,null]]', 0],
    },
    {
      text: order,
      values: ['shop', 'o2', '2026-05-02', '[["p1",2,900,null,null],["p2",-1,5,null,null]]', 0],
    },
    { text: order, values: ['shop', 'o3', '2026-05-02', '[["p9",2,900,null,null]]', 1] },
    { text: order, values: ['shop', 'o4', '2026-01-02', '[["p9",2,900,null,null]]', 0] },
    { text: order, values: ['another', 'o5', '2026-05-02', '[["p7",2,900,null,null]]', 0] },
  ])
})
afterAll(() => database.close())

describe('findOfferedProducts', () => {
  it('tells of stock that only a file counts, by SKU', () => {
    const [plate] = database.read(findOfferedProducts('shop', ['p3']))
    expect(plate).toMatchObject({ name: 'Plate', availableQuantity: 7 })
  })

  it('tells of products and variants, their lowest price and all their stock, and of no other shop', () => {
    const found = database.read(findOfferedProducts('shop', ['p1', 'v2', 'p2', 'nothing']))
    const byId = new Map(found.map((row) => [row.productId, row]))
    expect([...byId.keys()].sort()).toEqual(['p1', 'p2', 'v2'])
    for (const id of ['p1', 'v2']) {
      expect(byId.get(id)).toMatchObject({
        name: 'Mug',
        isGone: 0,
        priceMinor: 700,
        currency: 'GBP',
        availableQuantity: 9,
      })
    }
    expect(byId.get('p2')).toMatchObject({
      name: 'Cup',
      isGone: 1,
      priceMinor: null,
      availableQuantity: null,
    })
  })

  it.each<[string, Counted[], number | null]>([
    ['nobody counts', [{}, {}], null],
    ['only the connection counts', [{ own: [2, 3] }, { own: [4] }], 9],
    ['only a file counts', [{ file: [6, 1] }, { file: [2] }], 9],
    ['each is counted by another', [{ own: [2] }, { file: [5] }], 7],
    ['both count one of them', [{ own: [2], file: [50] }, { file: [5] }, {}], 7],
    ['the connection counts nothing left', [{ own: [0], file: [50] }, { file: [5] }], 5],
    ['neither has a name in the other', [{ own: [2], file: [50], isUnnamed: true }, {}], null],
  ])('counts stock as the page of the product does: %s', (title, variants, units) => {
    const product = `counted ${title}`
    const rows = variants.map(({ isUnnamed }, index) => ({
      variantId: `${product} ${index}`,
      stockItemId: isUnnamed ? null : `item ${product} ${index}`,
      sku: isUnnamed ? null : `sku ${product} ${index}`,
    }))
    const levels = variants.flatMap(({ own = [], file = [] }, index) => [
      ...own.map((count, store) => level('shopify/main', `item ${product} ${index}`, store, count)),
      ...file.map((count, store) => level('csv/files', `sku ${product} ${index}`, store, count)),
    ])
    database.run([
      {
        text: `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by)
               values ('shop', 'shopify/main', ?, 0, '{}', '')`,
        values: [product],
      },
      ...rows.map(({ variantId, ...named }) => ({
        text: `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
               values ('shop', 'shopify/main', ?, 0, ?, '', 0)`,
        values: [variantId, facts({ productId: product, ...named })],
      })),
      ...levels.map(({ source, stockItemId, storeId, availableQuantity }) => ({
        text: `insert into inventory (tenant_id, source, stock_item_id, store_id, counted_at, counted_by, available_quantity)
               values ('shop', ?, ?, ?, 0, '', ?)`,
        values: [source, stockItemId, storeId, availableQuantity],
      })),
    ])
    const [offered] = database.read(findOfferedProducts('shop', [product]))
    const described = { source: 'shopify/main', productId: product, describedAt: 0 }
    const [page] = productViews(
      [{ ...described, name: null } as ProductRow],
      rows.map((row) => ({ ...described, ...row, name: null, priceMinor: null }) as ProductVariantRow),
      levels,
    )
    expect([offered?.availableQuantity, unitsInStock(page?.variants ?? [])]).toEqual([units, units])
  })

  it('looks each id up by its key, however many products there are', () => {
    const plan = database.all(
      `explain query plan ${findOfferedProducts('shop', []).text.replaceAll('?1', "'shop'").replaceAll('?2', "'[]'")}`,
    )
    const scans = plan
      .map(({ detail }) => String(detail))
      .filter((detail) => /^SCAN (product|variant|inventory)/.test(detail))
    expect(scans).toEqual([])
  })
})

it('counts the products of recent orders that were not cancelled', () => {
  const found = database.read(findPopularProducts('shop', '2026-04-01', 5))
  expect(found).toMatchObject([
    { productId: 'p1', name: 'Mug', category: 'Mugs', orderCount: 2 },
    { productId: 'p9', name: null, orderCount: 1 },
  ])
  expect(found).toHaveLength(2)
})

it('knows a product that was in an order of the shop, by its whole id', () => {
  const isSold = (id: string) => database.read(findSoldProduct('shop', id)).length === 1
  expect(['p1', 'p9', 'p', 'p7', '"p1"'].map(isSold)).toEqual([true, true, false, false, false])
})
