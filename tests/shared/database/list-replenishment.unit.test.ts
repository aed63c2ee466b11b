import { drizzle } from 'drizzle-orm/d1'
import { afterAll, expect, it } from 'vitest'
import { findStockNames } from '#shared/database/list-replenishment.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

let asked = { text: '', values: [] as (string | number | null)[] }

/** As much of D1 as one question needs. */
const d1 = {
  prepare: (text: string) => ({
    bind: (...values: (string | number | null)[]) => ({
      all: async () => {
        asked = { text, values }
        return { results: database.read(asked) }
      },
    }),
  }),
} as unknown as D1Database

it('finds the names of an item by its SKU, its product or its own name, of any source, without reading the whole catalogue', async () => {
  const variants = [
    ['shop-a', 'v1', 'milk', 'milk-litre', 'a-1', 0],
    ['shop-a', 'v2', 'bread', 'milk', 'a-2', 0],
    ['shop-b', 'v1', 'milk', '', 'b-1', 0],
    ['shop-b', 'v2', 'milk', '', 'b-2', 1],
    ['shop-c', 'v1', 'cheese', 'cheese', 'c-1', 0],
  ] as const
  const statements = variants.map(([source, variantId, productId, sku, stockItemId, isDeleted]) => ({
    text: `insert into product_variant (tenant_id, source, variant_id, described_at, listed_by, is_deleted, facts)
      values ('tenant', ?, ?, 0, '', ?, ?)`,
    values: [
      source,
      variantId,
      isDeleted,
      JSON.stringify({ productId: ['', productId], sku: ['', sku], stockItemId: ['', stockItemId] }),
    ],
  }))
  const counts = ['till', 'warehouse'].map((source) => ({
    text: `insert into inventory (tenant_id, source, stock_item_id, store_id, counted_at, counted_by, available_quantity)
      values ('tenant', ?, 'milk', '', 0, '', 1)`,
    values: [source],
  }))
  database.run([...statements, ...counts])
  const found = await findStockNames(drizzle(d1), 'tenant', 'milk')
  expect(found.toSorted()).toEqual([
    ['shop-a', 'a-1'],
    ['shop-a', 'a-2'],
    ['shop-b', 'b-1'],
    ['till', 'milk'],
    ['warehouse', 'milk'],
  ])
  const plan = database.read({ text: `explain query plan ${asked.text}`, values: asked.values })
  const searches = plan
    .map(({ detail }) => String(detail))
    .filter((detail) => /product_variant|inventory/.test(detail))
  expect(searches.filter((detail) => !detail.startsWith('SEARCH'))).toEqual([])
  expect(searches.filter((detail) => detail.endsWith('(tenant_id=?)'))).toEqual([
    expect.stringContaining('COVERING INDEX'),
    expect.stringContaining('COVERING INDEX'),
  ])
})
