import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { projectionStatements } from '#shared/database/project.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { newEvent } from '#tests/support/new-event.ts'

const seed = 20261122
let database: MemoryDatabase
beforeAll(() => {
  database = memoryDatabase()
})
afterAll(() => database.close())

const count = fc.record({
  stockItemId: fc.constantFrom('1', '__proto__'),
  storeId: fc.constantFrom('', 'north'),
  quantity: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constant(0.5)),
  /** Few moments, so that ties are common, on both sides of midnight. */
  hour: fc.integer({ min: 0, max: 30 }),
})
const startMs = Date.UTC(2026, 10, 21, 12)
/** Five and a half hours ahead of UTC. */
const timeZone = 'Asia/Kolkata'

/** First, last and largest count by item, place and day, by a plain loop over what was counted. */
function expected(counts: readonly (typeof count extends fc.Arbitrary<infer Value> ? Value : never)[]) {
  const days = new Map<string, { at: number; quantity: number }[]>()
  for (const { stockItemId, storeId, quantity, hour } of counts) {
    const local = new Date(startMs + hour * hourMs + 5.5 * hourMs).toISOString()
    const key = `${stockItemId} ${storeId} ${local.slice(0, 10)}`
    days.set(key, [...(days.get(key) ?? []), { at: hour, quantity }])
  }
  const rows = Array.from(days, ([key, told]) => {
    const most = (hour: number) =>
      Math.max(...told.filter(({ at }) => at === hour).map(({ quantity }) => quantity))
    const hours = told.map(({ at }) => at)
    return [
      key,
      most(Math.min(...hours)),
      most(Math.max(...hours)),
      Math.max(...told.map((each) => each.quantity)),
    ]
  })
  return rows.sort(([left = ''], [right = '']) => (left < right ? -1 : 1))
}

describe('days of stock', () => {
  it(`have the first, last and largest count, whatever the order of events and however often (seed ${seed})`, () => {
    let run = 0
    const told = fc
      .array(count, { maxLength: 12 })
      .chain((counts) =>
        fc.tuple(
          fc.constant(counts),
          fc.shuffledSubarray(counts, { minLength: counts.length }),
          fc.integer({ min: 1, max: 4 }),
        ),
      )
    fc.assert(
      fc.property(told, ([counts, shuffled, batchSize]) => {
        run += 1
        const tenantId = `shop-${run}`
        for (const order of [shuffled, counts]) {
          const events = order.map(({ stockItemId, storeId, quantity, hour }, place) =>
            newEvent({
              id: `event-${place}`,
              source: 'shopify/demo',
              occurredAt: startMs + hour * hourMs,
              catalogue: {
                stock: [{ stockItemId, ...(storeId !== '' && { storeId }), availableQuantity: quantity }],
              },
            }),
          )
          for (let from = 0; from < events.length; from += batchSize) {
            const catalogue = catalogueRows(events.slice(from, from + batchSize), timeZone)
            database.run(projectionStatements(tenantId, { catalogue }))
          }
        }
        const found = database
          .read({
            text: `select stock_item_id || ' ' || store_id || ' ' || day as name, first_quantity, last_quantity,
              most_quantity from stock_day where tenant_id = ? order by name`,
            values: [tenantId],
          })
          .map((row) => Object.values(row))
        expect(found).toEqual(expected(counts))
      }),
      { seed, numRuns: 150 },
    )
  })
})
