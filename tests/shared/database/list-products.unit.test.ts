import { drizzle } from 'drizzle-orm/d1'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ListedProduct, listProducts, placeOfProduct } from '#shared/database/list-products.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { memoryD1 } from '#tests/support/memory-buckets.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())
const asked: SqlStatement[] = []
const DB = memoryD1(
  {
    ...database,
    read: (statement) => {
      asked.push(statement)
      return database.read(statement)
    },
  },
  async (make) => make(),
)

const facts = (fields: Record<string, unknown>) =>
  JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, ['1', value]])))

const products = [
  ['shop', 'shopify/a', 'mug', 'Zinc mug', true],
  ['shop', 'shopify/b', 'mug', 'Zinc mug', false],
  ['shop', 'shopify/b', 'cup', 'A cup', false],
  ['shop', 'shopify/b', 'pot', 'A pot', false],
  ['shop', 'shopify/b', 'pan', 'A pan', true],
  ['shop', 'shopify/b', 'bowl', 'Bowl', false],
  ['another', 'shopify/c', 'mug', 'Mug of others', false],
] as const
const variants = [
  ['shop', 'shopify/b', 'mug', 'cup', '', 0],
  ['shop', 'shopify/b', 'v-pot', 'pot', 'mug', 0],
  ['shop', 'shopify/b', 'v-pan', 'pan', 'mug', 0],
  ['shop', 'shopify/b', 'v-bowl', 'bowl', 'mug', 1],
  ['another', 'shopify/c', 'v-mug', 'mug', 'mug', 0],
] as const

beforeAll(() => {
  database.run([
    ...products.map(([tenantId, source, productId, name, isDeleted]) => ({
      text: `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by)
             values (?, ?, ?, 0, ?, '')`,
      values: [tenantId, source, productId, facts({ name, isDeleted })],
    })),
    ...variants.map(([tenantId, source, variantId, productId, sku, isDeleted]) => ({
      text: `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
             values (?, ?, ?, 0, ?, '', ?)`,
      values: [tenantId, source, variantId, facts({ productId, sku }), isDeleted],
    })),
  ])
})

async function list(productId: string | undefined, limit: number, isWithDeleted = true): Promise<string[]> {
  const found: string[] = []
  let last: ListedProduct | undefined
  do {
    const { products: page, total } = await listProducts(drizzle(DB), {
      ...{ tenantId: 'shop', query: undefined, source: undefined, productId, isWithDeleted, limit },
      after: last === undefined ? undefined : placeOfProduct(last),
    })
    expect(total).toBe(productId === undefined ? 6 : isWithDeleted ? 5 : 3)
    found.push(...page.map(({ source, productId: id }) => `${source} ${id}`))
    last = page.length === limit ? page.at(-1) : undefined
  } while (last !== undefined)
  return found
}

it.each([1, 2, 3, 50])(
  'begins with the product of that very id that is still there, then has what is called so otherwise, in pages of %i',
  async (limit) => {
    expect(await list('mug', limit)).toEqual([
      'shopify/b mug',
      'shopify/a mug',
      'shopify/b cup',
      'shopify/b pot',
      'shopify/b pan',
    ])
    expect(await list('mug', limit, false)).toEqual(['shopify/b mug', 'shopify/b cup', 'shopify/b pot'])
  },
)

it.each([1, 4, 50])('is by name where no id is asked for, in pages of %i', async (limit) => {
  expect(await list(undefined, limit)).toEqual([
    'shopify/b cup',
    'shopify/b pan',
    'shopify/b pot',
    'shopify/b bowl',
    'shopify/a mug',
    'shopify/b mug',
  ])
})

it('looks an id up by keys, however many products there are', async () => {
  asked.length = 0
  await list('mug', 50)
  expect(asked).toHaveLength(2)
  for (const { text, values } of asked) {
    const plan = database.read({ text: `explain query plan ${text}`, values: [...values] })
    const reads = plan
      .map(({ detail }) => String(detail))
      .filter((detail) => /^(SCAN|SEARCH) (product|sold)/.test(detail))
    expect(reads.length).toBeGreaterThanOrEqual(5)
    // To find the sources, one after the other, takes the first row of each.
    const whole = reads.filter((detail) => !/product_id=|variant_id=|sku=|source>|COVERING/.test(detail))
    expect([reads, whole]).toEqual([reads, []])
  }
})
