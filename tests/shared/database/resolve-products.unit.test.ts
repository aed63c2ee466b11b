import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueProducts } from '#shared/database/catalogue-products.ts'
import { resolveProductStatements } from '#shared/database/resolve-products.ts'
import { withProducts } from '#shared/features/meant-products.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { newPurchase } from '#tests/support/random-shop.ts'

let database: MemoryDatabase

const facts = (fields: Record<string, unknown>) =>
  JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, ['1', value]])))

/** Source, product, its variants as id and SKU. */
const catalogue: [string, string, [string, string][]][] = [
  [
    'shopify/main',
    '101',
    [
      ['v1', 'MUG-BLU'],
      ['v2', 'MUG-RED'],
    ],
  ],
  ['shopify/main', '102', [['v3', 'POT-1']]],
  // The same mug in a second shop and in a file of products; the file names it by its SKU.
  ['woocommerce/second', '77', [['w1', 'MUG-RED']]],
  ['csv/files', 'MUG-BLU', []],
  ['csv/files', 'TEA-9', [['t1', 'TEA-9']]],
  ...Array.from({ length: 12 }, (_, number): [string, string, [string, string][]] => [
    'shopify/main',
    `20${number}`,
    [[`n${number}`, 'n/a']],
  ]),
]

beforeAll(() => {
  database = memoryDatabase()
  const connection = `insert into connection (source, connection_id, tenant_id, secrets, is_demo, created_at)
    values (?, ?, ?, '[]', 0, 0)`
  const product = `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by) values (?, ?, ?, 0, ?, '')`
  const variant = `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
    values (?, ?, ?, 0, ?, '', 0)`
  database.run([
    { text: connection, values: ['shopify', 'main', 'shop'] },
    { text: connection, values: ['woocommerce', 'second', 'shop'] },
    { text: connection, values: ['shopify', 'foreign', 'another'] },
    ...catalogue.flatMap(([source, productId, variants]) => [
      { text: product, values: ['shop', source, productId, facts({ name: productId, category: 'Kitchen' })] },
      ...variants.map(([variantId, sku]) => ({
        text: variant,
        values: ['shop', source, variantId, facts({ productId, sku, priceMinor: 500 })],
      })),
    ]),
    { text: product, values: ['shop', 'shopify/main', 'gone', facts({ name: 'Gone', isDeleted: true })] },
    { text: product, values: ['another', 'shopify/foreign', '999', facts({ name: 'Foreign' })] },
    {
      text: variant,
      values: ['another', 'shopify/foreign', 'f1', facts({ productId: '999', sku: 'SECRET' })],
    },
  ])
})
afterAll(() => database.close())

function resolve(...ids: string[]): Record<string, unknown> {
  const rows = resolveProductStatements('shop', ids).flatMap((statement) => database.read(statement))
  return Object.fromEntries(rows.map(({ id, productId }) => [String(id), productId]))
}

describe('the product that an id stands for', () => {
  it('is the same whether the shop, a variant, an SKU, a second shop or a file names it', () => {
    expect(resolve('101', 'v1', 'v2', 'MUG-BLU', 'MUG-RED', '77', 'w1')).toEqual({
      '101': '101',
      v1: '101',
      v2: '101',
      'MUG-BLU': '101',
      'MUG-RED': '101',
      '77': '101',
      w1: '101',
    })
  })

  it('is that of the file where no shop has it, and none where nobody knows it', () => {
    expect(resolve('TEA-9', 't1', 'unknown', '')).toEqual({ 'TEA-9': 'TEA-9', t1: 'TEA-9' })
  })

  it('is not guessed from a word that many products have for an SKU, nor from the catalogue of somebody else', () => {
    expect(resolve('203', '207')).toEqual({ '203': '203', '207': '207' })
    expect(resolve('SECRET', '999', 'f1')).toEqual({})
  })
})

it('looks each id up by its key, however large the catalogue is', () => {
  const [statement] = resolveProductStatements('shop', ['101'])
  const text = statement?.text.replaceAll('?1', "'shop'").replaceAll('?2', "'[]'")
  const scans = database
    .all(`explain query plan ${text}`)
    .map(({ detail }) => String(detail))
    .filter((detail) => /^SCAN (product|variant|other)/.test(detail))
  expect(scans).toEqual([])
})

it('the lines of a purchase have the product of their id, else that of their SKU, else what they said', () => {
  const line = { name: null, category: null, quantity: 1, amountMinor: 1 }
  const lines = [
    { ...line, productId: 'v1' },
    { ...line, productId: 'old-id', sku: 'MUG-RED' },
    { ...line, productId: 'unknown', sku: 'unknown too' },
  ]
  const history = { customerId: 'ada', purchases: [{ ...newPurchase({ placedAt: 1 }), lines }] }
  const productOf = new Map(Object.entries(resolve('v1', 'old-id', 'MUG-RED', 'unknown', 'unknown too')))
  const meant = withProducts(history, productOf as Map<string, string>)
  expect(meant.purchases[0]?.lines.map(({ productId }) => productId)).toEqual(['101', '101', 'unknown'])
  expect(withProducts(history, new Map())).toBe(history)
})

it('the catalogue is read in pages, without what is deleted', () => {
  const ids: unknown[] = []
  let after = ''
  for (;;) {
    const rows = database.read(catalogueProducts('shop', after, 4))
    ids.push(...rows.map(({ productId }) => productId))
    after = String(rows.at(-1)?.place ?? '')
    if (rows.length < 4) break
  }
  expect(ids).toHaveLength(catalogue.length)
  expect(new Set(ids)).toEqual(new Set(catalogue.map(([, productId]) => productId)))
  expect(database.read(catalogueProducts('shop', '', 1))[0]).toMatchObject({ category: 'Kitchen' })
})
