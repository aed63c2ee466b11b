import * as fc from 'fast-check'
import { type CanonicalEvent, channels } from '#shared/events/event.ts'
import type { OrderChange, OrderLine } from '#shared/events/order-change.ts'
import { newEvent, testTimeMs } from './new-event.ts'

/** Names that every JavaScript object answers to, among usual ones. */
export const hostileNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'Shoes',
  'Hats',
] as const
const name = fc.constantFrom(...hostileNames)
const amountMinor = fc.integer({ min: -5_000, max: 50_000 })
const quantity = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double({ min: 0, max: 3, noNaN: true }))

const moment = fc.integer({ min: 0, max: 4 }).map((step) => testTimeMs + step)

const line: fc.Arbitrary<OrderLine> = fc.record(
  { lineId: name, productId: name, name, category: name, quantity, amountMinor },
  { requiredKeys: ['lineId', 'productId', 'quantity', 'amountMinor'] },
)

const orderChange: fc.Arbitrary<OrderChange> = fc.record(
  {
    orderId: fc.constantFrom('__proto__', '1001'),
    shop: fc.constantFrom('shopify/demo', 'shopify/demo', 'tracking/web'),
    change: fc.constantFrom('placed', 'updated', 'updated', 'paid', 'fulfilled', 'refunded', 'cancelled'),
    placedAt: moment,
    kind: fc.constantFrom('order', 'order', 'cancellation'),
    currency: fc.constantFrom('GBP', 'JPY'),
    lines: fc.uniqueArray(line, { maxLength: 3, selector: ({ lineId }) => lineId }),
    linesAre: fc.constantFrom('all', 'part'),
    totalMinor: amountMinor,
    taxMinor: amountMinor,
    shippingMinor: amountMinor,
    discountMinor: amountMinor,
    storeId: name,
    refund: fc.record({ refundId: name, amountMinor: fc.nat(9_000) }),
    exchangeRate: fc.record({
      currency: fc.constantFrom('EUR', 'GBP', 'JPY'),
      rate: fc.integer({ min: 1, max: 2_000_000 }).map((tenThousandths) => tenThousandths / 10_000),
    }),
  },
  { requiredKeys: ['orderId', 'change', 'kind', 'currency', 'lines', 'linesAre'] },
)

const identifier = fc.record({
  type: fc.constantFrom('email', 'phone', 'cookie_id'),
  value: fc.constantFrom('a', 'b', '__proto__'),
})

/** Events of few moments and few names, so that ties and meetings are common. */
const event: fc.Arbitrary<CanonicalEvent> = fc
  .record(
    {
      id: fc.integer({ min: 0, max: 999 }).map((number) => `event-${number}`),
      source: fc.constantFrom('tracking/web', 'shopify/demo'),
      name: fc.constantFrom('Product Viewed', 'Product Added', 'constructor', '__proto__'),
      channel: fc.constantFrom(...channels),
      occurredAt: moment,
      identifiers: fc.uniqueArray(identifier, { maxLength: 3, selector: ({ type, value }) => type + value }),
      traits: fc.dictionary(name, fc.constantFrom('Ada', 'Grace', '', null, 7, true)),
      properties: fc.record({ category: fc.oneof(name, fc.constant(7)) }),
      order: orderChange,
    },
    { requiredKeys: ['id', 'source', 'name', 'channel', 'occurredAt', 'identifiers'] },
  )
  // As the log gives it back.
  .map((parts) => JSON.parse(JSON.stringify(newEvent(parts))))

/** Different events, and the same ones in another order. */
export const eventsInTwoOrders = fc
  .uniqueArray(event, { minLength: 1, maxLength: 12, selector: ({ source, id }) => `${source}:${id}` })
  .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })))
