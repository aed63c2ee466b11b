import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import { customerMigrations } from '#durable-objects/customer/schema.ts'
import { customerFeatures } from '#shared/customers/customer-features.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { computeFeatures } from '#shared/features/compute-features.ts'
import { featureCatalogue, featureNames } from '#shared/features/feature-catalogue.ts'
import type { Purchase } from '#shared/features/purchase.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { lentSql } from '#tests/support/lent-sql.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'
import { referenceFeatures } from '#tests/support/reference-features.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const firstSeed = 20261121
const historyCount = Number(process.env.PATRON_HISTORIES ?? 150)
const tenant = testTenant({ currency: 'GBP', timeZone: 'Asia/Kolkata' })
/** Of one product the catalogue knows no brand. */
const brands = new Map([
  ['milk', 'Acme'],
  ['__proto__', 'constructor'],
])
const names = [
  'Product Viewed',
  'Product Added',
  'Checkout Started',
  'Message Sent',
  'Message Received',
  'Looked',
]

/** What somebody does within 500 days: visits of some half hours, orders and what becomes of them, messages. */
function drawHistory(random: RandomSource): CanonicalEvent[] {
  const moment = () => testTimeMs - drawInt(random, 0, 500) * dayMs + drawInt(random, 0, 47) * 30 * minuteMs
  const busyMoment = moment()
  const events: CanonicalEvent[] = []
  const add = (parts: Partial<CanonicalEvent>) => {
    const occurredAt = parts.occurredAt ?? testTimeMs
    // Some clocks are wrong: the event comes from days after its arrival.
    const receivedAt = random() < 0.05 ? occurredAt - 3 * dayMs : occurredAt
    const id = `event-${events.length}`
    events.push(JSON.parse(JSON.stringify(newEvent({ id, receivedAt, ...parts }))))
  }
  for (let count = drawInt(random, 0, 25); count > 0; count -= 1) {
    add({
      name: drawOne(random, names),
      channel: drawOne(random, ['web', 'app', 'pos', 'whatsapp']),
      occurredAt: random() < 0.5 ? moment() : busyMoment + drawInt(random, 0, 7) * 20 * minuteMs,
    })
  }
  for (let order = drawInt(random, 0, 7); order > 0; order -= 1) addOrder(random, `${order}`, moment(), add)
  return events
}

function addOrder(
  random: RandomSource,
  orderId: string,
  placedAt: number,
  add: (parts: Partial<CanonicalEvent>) => void,
): void {
  const head = { orderId, kind: drawOne(random, ['order', 'order', 'order', 'cancellation'] as const) }
  const currency = drawOne(random, ['GBP', 'GBP', 'USD', 'JPY'])
  const change = newOrderChange({
    ...head,
    currency,
    lines: [1, 2, 3]
      .filter(() => random() < 0.6)
      .map((line) =>
        newOrderLine(`${line}`, drawInt(random, -500, 5_000), {
          productId: drawOne(random, ['milk', 'bread', '__proto__']),
          quantity: drawOne(random, [1, 2, 0.5, -1, 0]),
          ...(random() < 0.7 && { category: drawOne(random, ['Dairy', 'constructor']) }),
        }),
      ),
    ...(random() < 0.5 && { totalMinor: drawInt(random, -500, 9_000) }),
    ...(random() < 0.5 && { discountMinor: drawInt(random, -10, 900) }),
    ...(random() < 0.5 && { storeId: drawOne(random, ['soho', 'bath']) }),
    ...(currency === 'USD' && { exchangeRate: { currency: 'GBP', rate: 0.79 } }),
  })
  const told = { channel: drawOne(random, ['web', 'pos', 'app'] as const), source: 'shopify/demo' }
  add({ ...told, name: 'Order Completed', occurredAt: placedAt, order: change })
  if (random() < 0.3) {
    add({
      ...told,
      name: 'Order Updated',
      occurredAt: placedAt + dayMs,
      order: { ...change, change: 'updated', placedAt, totalMinor: drawInt(random, 0, 9_000) },
    })
  }
  const later = { ...head, currency, lines: [], linesAre: 'part' as const, placedAt }
  if (random() < 0.2) {
    const refund = { refundId: 'r', amountMinor: drawInt(random, 0, 3_000) }
    add({
      ...told,
      occurredAt: placedAt + 2 * dayMs,
      order: newOrderChange({ ...later, change: 'refunded', refund }),
    })
  }
  if (random() < 0.15) {
    add({
      ...told,
      occurredAt: placedAt + 2 * dayMs,
      order: newOrderChange({ ...later, change: 'cancelled' }),
    })
  }
}

/** What the object of a customer comes to when events arrive in any order, in batches, some twice. */
function featuresOfObject(random: RandomSource, events: readonly CanonicalEvent[], asOfMs: number) {
  const sql = lentSql(customerMigrations)
  const store = new CustomerStore(sql)
  const arriving = shuffled(random, [...events, ...events.filter(() => random() < 0.3)])
  while (arriving.length > 0) {
    const batch = arriving.splice(0, drawInt(random, 1, 6))
    store.ingest([{ customerId: 'ada', events: batch.map(ingestEvent), decidedUpTo: 0 }])
  }
  const stored = store.find('ada')
  const record = { customerId: 'ada', version: 1, mergedInto: null, state: JSON.parse(stored?.state ?? '{}') }
  const features = customerFeatures(tenant, record, store.orders('ada'), asOfMs, brands)
  sql.close()
  return features
}

describe('the features of a customer', () => {
  it(`are what a slow recomputation of the timeline says, in whatever order events arrive (${historyCount} seeds from ${firstSeed})`, () => {
    const known = new Set<string>()
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const random = seededRandom(seed)
      const events = drawHistory(random)
      const asOfMs = testTimeMs + drawOne(random, [1, 5, 0, -40]) * dayMs + drawInt(random, 0, dayMs)
      const found = featuresOfObject(random, events, asOfMs)
      const expected = referenceFeatures(events, asOfMs, brands)
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
      for (const [name, value] of Object.entries(expected)) {
        const figure = found[name]
        if (value === null || figure == null) expect([seed, name, figure]).toEqual([seed, name, value])
        else {
          const isClose = Math.abs(figure - value) <= 1e-9 * Math.max(1, Math.abs(value))
          expect([seed, name, figure, isClose]).toEqual([seed, name, figure, true])
          if (value !== 0) known.add(name)
        }
      }
    }
    if (historyCount < 100) return
    // Every feature was something other than nothing at least once.
    expect(featureNames.filter((name) => !known.has(name))).toEqual([])
  })

  it(`are numbers or null whatever the amounts (seed ${firstSeed})`, () => {
    const minor = fc.oneof(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.constantFrom(0, 1, -1))
    const purchase: fc.Arbitrary<Purchase> = fc.record({
      orderKey: fc.string(),
      placedAt: fc.oneof(fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) }), fc.constant(testTimeMs)),
      channel: fc.constantFrom('web' as const, 'pos' as const),
      storeId: fc.option(fc.string()),
      isCancelled: fc.boolean(),
      currency: fc.constant('GBP'),
      amountTenantMinor: fc.option(minor),
      grossMinor: minor,
      refundedMinor: minor,
      discountMinor: fc.option(minor),
      lines: fc.array(
        fc.record({
          productId: fc.string(),
          name: fc.option(fc.string()),
          category: fc.option(fc.string()),
          quantity: fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
          amountMinor: minor,
        }),
        { maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(purchase, { maxLength: 8, selector: ({ orderKey }) => orderKey }),
        (purchases) => {
          const input = { purchases, activity: [], asOfMs: testTimeMs, timeZone: 'Europe/London' }
          const vector = computeFeatures(input)
          for (const [name, value] of Object.entries(vector)) {
            expect([name, value === null || Number.isFinite(value)]).toEqual([name, true])
          }
          for (const { name, unit } of featureCatalogue) {
            const value = vector[name] ?? 0
            if (unit === 'rate') expect([name, value >= 0 && value <= 1]).toEqual([name, true])
            if (['count', 'days', 'bits', 'half-hours'].includes(unit))
              expect([name, value >= 0]).toEqual([name, true])
          }
          expect(computeFeatures({ ...input, purchases: purchases.toReversed() })).toEqual(vector)
        },
      ),
      { seed: firstSeed, numRuns: 500 },
    )
  })
})
