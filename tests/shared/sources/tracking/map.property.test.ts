import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventKinds, eventSchema } from '#shared/events/event.ts'
import { mapCall } from '#shared/sources/tracking/map.ts'
import { orderChanges } from '#shared/sources/tracking/map-order.ts'
import { fixtureContext } from '../fixtures.ts'

const seed = 20261121
const context = fixtureContext('tracking')

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '0',
    '-0',
    '12.5',
    1e21,
    -1,
    9_007_199_254_740_991,
    '9'.repeat(400),
    '2026-11-21',
    'GBP',
    'x',
  ),
)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 4 })
const object = (...names: string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] })
const productFields = object('product_id', 'sku', 'name', 'price', 'quantity', 'category')
const orderFields = [
  'order_id',
  'total',
  'revenue',
  'tax',
  'shipping',
  'discount',
  'currency',
  'refund_id',
  'channel',
  'receipt_number',
  'store',
]
const properties = fc
  .tuple(
    object(...orderFields),
    maybe(fc.oneof(anything, fc.array(fc.oneof(anything, productFields), { maxLength: 3 }))),
  )
  .map(([fields, products]) => ({ ...fields, products }))
const traits = object('email', 'phone', 'loyalty_id', 'whatsappId', 'firstName')
const callContext = fc.record(
  {
    channel: fc.oneof(anything, fc.constant('web')),
    sessionId: anything,
    device: fc.oneof(anything, object('id', 'advertisingId')),
    traits: fc.oneof(anything, traits),
    consent: fc.oneof(
      anything,
      fc.record({ categoryPreferences: fc.oneof(anything, object('Analytics', 'C0004')) }),
    ),
    messaging_subscriptions: fc.oneof(anything, fc.array(fc.oneof(anything, object('type', 'status')))),
  },
  { requiredKeys: [] },
)
const call = fc.record({
  type: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...eventKinds) },
    { weight: 1, arbitrary: anything },
  ),
  event: fc.oneof(fc.constantFrom(...orderChanges.keys(), 'Product Viewed'), anything),
  userId: fc.oneof(fc.constant('u-1'), anything),
  anonymousId: anything,
  previousId: anything,
  groupId: anything,
  messageId: maybe(anything),
  timestamp: maybe(fc.oneof(fc.constant('2026-11-21T09:59:00Z'), anything)),
  name: anything,
  category: anything,
  traits: maybe(fc.oneof(traits, anything)),
  context: maybe(fc.oneof(callContext, anything)),
  properties: maybe(fc.oneof({ weight: 5, arbitrary: properties }, { weight: 1, arbitrary: anything })),
})

describe('mapCall', () => {
  it(`makes a valid event of any call, or refuses it naming the fields (seed ${seed})`, () => {
    let acceptedCount = 0
    fc.assert(
      fc.property(fc.oneof({ weight: 20, arbitrary: call }, { weight: 1, arbitrary: anything }), (sent) => {
        // Only what JSON can carry ever arrives.
        const fields: unknown = JSON.parse(JSON.stringify(sent) ?? 'null')
        const mapped = mapCall(
          { kind: undefined, fields, sentAt: '2026-11-21T10:00:00Z', context: undefined },
          context,
        )
        if (mapped.ok) {
          acceptedCount += 1
          expect(eventSchema.parse(JSON.parse(JSON.stringify(mapped.value)))).toBeDefined()
        } else {
          expect(mapped.failure.errors.length).toBeGreaterThan(0)
          expect(mapped.failure.retryable).toBe(false)
        }
      }),
      { seed, numRuns: 8_000 },
    )
    expect(acceptedCount).toBeGreaterThan(1_000)
  }, 60_000)
})
