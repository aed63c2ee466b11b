import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { CatalogueChange, ProductStatement } from '#shared/events/catalogue-change.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { sortedBy } from '#tests/support/platform-picture.ts'

const seed = 20261121

let database: MemoryDatabase
beforeAll(() => {
  database = memoryDatabase()
})
afterAll(() => database.close())

const id = fc.constantFrom('1', '2', '__proto__')
const word = fc.constantFrom('Mug', 'mug, "blue"', '', '["', 'Tasse \u00e9\ud83d\ude42')
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const variant = fc.record(
  {
    variantId: id,
    name: word,
    sku: word,
    stockItemId: word,
    priceMinor: fc.integer({ min: 0, max: 9_999 }),
    currency: fc.constantFrom('GBP', 'EUR'),
  },
  { requiredKeys: ['variantId'] },
)
const product: fc.Arbitrary<ProductStatement> = fc.record(
  {
    productId: id,
    name: word,
    category: word,
    brand: word,
    url: word,
    imageUrl: word,
    isListed: fc.boolean(),
    isDeleted: fc.boolean(),
    variants: fc.uniqueArray(variant, { maxLength: 3, selector: ({ variantId }) => variantId }),
  },
  { requiredKeys: ['productId'] },
)
const store = fc.record(
  { storeId: id, name: word, city: word, country: word, isClosed: fc.boolean() },
  { requiredKeys: ['storeId'] },
)
const stock = fc.record(
  { stockItemId: id, storeId: id, availableQuantity: fc.integer({ min: -5, max: 50 }) },
  { requiredKeys: ['stockItemId', 'availableQuantity'] },
)
const one = <Value>(value: fc.Arbitrary<Value>) => optional(value.map((each) => [each]))

const catalogue: fc.Arbitrary<CatalogueChange> = fc
  .record({ products: one(product), stores: one(store), stock: one(stock) })
  .map((change) => JSON.parse(JSON.stringify(change)))

/** Events of few moments, so that ties are common; the same ones in another order, cut into batches. */
const told = fc
  .uniqueArray(fc.tuple(fc.nat(999), fc.nat(4), catalogue), { maxLength: 14, selector: ([number]) => number })
  .map((events) =>
    events.map(([number, step, change]) =>
      newEvent({
        id: `event-${number}`,
        source: number % 5 === 0 ? 'csv/products' : 'shopify/demo',
        occurredAt: testTimeMs + step,
        catalogue: change,
      }),
    ),
  )
  .chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.integer({ min: 1, max: 5 }),
    ),
  )

/** What was said last of each field of each thing of a kind, found by reading the events in the order of time. */
function lastSaid(
  events: readonly CanonicalEvent[],
  thingsOf: (event: CanonicalEvent) => readonly { key: string; fields: object }[],
): Record<string, object> {
  const things = new Map<string, object>()
  for (const event of sortedBy(events, ({ occurredAt, source, id }) => `${occurredAt} ${source}:${id}`)) {
    for (const { key, fields } of thingsOf(event)) {
      const name = `${event.source} ${key}`
      things.set(name, { ...things.get(name), describedAt: event.occurredAt, ...fields })
    }
  }
  return Object.fromEntries(things)
}

function expected(events: readonly CanonicalEvent[]) {
  return {
    products: lastSaid(events, ({ catalogue: change }) =>
      (change?.products ?? []).map(({ productId, variants: _, ...fields }) => {
        return { key: productId, fields: { isDeleted: false, ...fields } }
      }),
    ),
    variants: lastSaid(events, ({ catalogue: change }) =>
      (change?.products ?? []).flatMap(({ productId, variants = [] }) =>
        variants.map(({ variantId, ...fields }) => ({ key: variantId, fields: { ...fields, productId } })),
      ),
    ),
    stores: lastSaid(events, ({ catalogue: change }) =>
      (change?.stores ?? []).map(({ storeId, ...fields }) => ({ key: storeId, fields })),
    ),
    stock: lastSaid(events, ({ catalogue: change }) =>
      (change?.stock ?? []).map(({ stockItemId, storeId = '', availableQuantity }) => {
        return { key: `${stockItemId} ${storeId}`, fields: { availableQuantity } }
      }),
    ),
  }
}

/** Variants that the last list of their product's variants does not name. */
function deletedVariants(events: readonly CanonicalEvent[]): string[] {
  const lists = lastSaid(events, ({ catalogue: change }) =>
    (change?.products ?? []).flatMap(({ productId, variants }) =>
      variants === undefined
        ? []
        : [{ key: productId, fields: { ids: variants.map((each) => each.variantId) } }],
    ),
  ) as Record<string, { ids: string[] }>
  return Object.entries(expected(events).variants as Record<string, { productId: string }>)
    .filter(([name, { productId }]) => {
      const [source, variantId = ''] = name.split(' ')
      return lists[`${source} ${productId}`]?.ids.includes(variantId) === false
    })
    .map(([name]) => name)
}

function found(tenantId: string) {
  const rows = (table: string, key: string, columns: readonly string[]) =>
    Object.fromEntries(
      database
        .read({ text: `select *, ${key} as thing from ${table} where tenant_id = ?`, values: [tenantId] })
        .map((row) => [
          `${row.source} ${row.thing}`,
          Object.fromEntries(
            columns.flatMap((column) => {
              const name = column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
              const value = column.startsWith('is') ? row[name] === 1 : row[name]
              return value === null ? [] : [[column, value]]
            }),
          ),
        ]),
    )
  return {
    products: rows('product', 'product_id', [
      'describedAt',
      'name',
      'category',
      'brand',
      'url',
      'imageUrl',
      'isListed',
      'isDeleted',
    ]),
    variants: rows('product_variant', 'variant_id', [
      'describedAt',
      'productId',
      'name',
      'sku',
      'stockItemId',
      'priceMinor',
      'currency',
    ]),
    stores: rows('store', 'store_id', ['describedAt', 'name', 'city', 'country', 'isClosed']),
    stock: rows('(select *, counted_at as described_at from inventory)', "stock_item_id || ' ' || store_id", [
      'describedAt',
      'availableQuantity',
    ]),
  }
}

describe('the catalogue', () => {
  it(`is what was said last of each field, whatever the order of events and however often (seed ${seed})`, () => {
    let run = 0
    fc.assert(
      fc.property(told, ([events, shuffled, batchSize]) => {
        run += 1
        const tenantId = `shop-${run}`
        for (const order of [shuffled, events]) {
          for (let from = 0; from < order.length; from += batchSize) {
            const rows = catalogueRows(order.slice(from, from + batchSize), 'UTC')
            database.run(projectionStatements(tenantId, { catalogue: rows }))
          }
        }
        const { products, stores, ...rest } = expected(events)
        const withDefaults = (things: Record<string, object>, defaults: object) =>
          Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, { ...defaults, ...thing }]))
        expect(found(tenantId)).toEqual({
          ...rest,
          products: withDefaults(products, { isListed: true }),
          stores: withDefaults(stores, { isClosed: false }),
        })
        const deleted = database
          .read({
            text: "select source || ' ' || variant_id as name from product_variant where tenant_id = ? and is_deleted",
            values: [tenantId],
          })
          .map(({ name }) => String(name))
        expect(deleted.sort()).toEqual(deletedVariants(events).sort())
      }),
      { seed, numRuns: 100 },
    )
  })
})
