import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import type { ConfirmedMapping } from '#shared/imports/confirm-mapping.ts'
import { type CollectedOrder, collectOrderRow } from '#shared/imports/kinds/orders/collect-orders.ts'
import { orderEvents } from '#shared/imports/kinds/orders/order-events.ts'
import type { OrderRow } from '#shared/imports/kinds/orders/order-row.ts'

const mapping: ConfirmedMapping = {
  kind: 'orders',
  columns: {},
  currency: 'GBP',
  timeZone: 'UTC',
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
  cancellationPrefix: 'C',
}

/** Few values for everything, so that equal lines, split orders and differing customers are common. */
const orderRow: fc.Arbitrary<OrderRow> = fc.record({
  lineNumber: fc.integer({ min: 2, max: 99 }),
  record: fc.constant('as in the file'),
  orderId: fc.constantFrom('1', '2', 'C3', 'CARD'),
  orderedAtMs: fc.constantFrom(0, 60_000, 120_000),
  line: fc.record({
    productId: fc.constantFrom('A', 'B'),
    productName: fc.constantFrom('Cup', 'Saucer'),
    quantity: fc.constantFrom('1', '-2', '0.5'),
    price: fc.record({
      of: fc.constantFrom('unit', 'line'),
      decimal: fc.constantFrom('2.55', '0.001', '10'),
    }),
  }),
  channel: fc.constantFrom('web', 'pos'),
  person: fc.constantFrom<OrderRow['person']>(
    {},
    { customerId: '7' },
    { email: 'a@b.co', phone: '1' },
    { city: 'Rome' },
  ),
})
const orderRows = fc.array(orderRow, { maxLength: 25 })

function eventsOf(rows: readonly OrderRow[]) {
  const orders = new Map<string, CollectedOrder>()
  for (const row of rows) collectOrderRow(orders, row, { currency: null, orderId: null, orderTotal: null })
  const events = [...orders.values()].flatMap(
    (order) => orderEvents(order, mapping, { shopCountry: 'GB', receivedAtMs: 5 }).events,
  )
  return events.sort((left, right) => (left.id < right.id ? -1 : 1))
}

describe('orderEvents', () => {
  it('makes the same events of the same rows in any order', () => {
    const shuffled = orderRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    )
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        expect(eventsOf(others)).toEqual(eventsOf(rows))
      }),
      { numRuns: 1000 },
    )
  })

  it('makes valid events, one an order, that hold every row as a line of its own', () => {
    fc.assert(
      fc.property(orderRows, (rows) => {
        const events = eventsOf(rows)
        expect(events.map((event) => event.order?.orderId).sort()).toEqual(
          [...new Set(rows.map((row) => row.orderId))].sort(),
        )
        for (const event of events) {
          expect(eventSchema.safeParse(JSON.parse(JSON.stringify(event))).success).toBe(true)
          const own = rows.filter((row) => row.orderId === event.order?.orderId)
          expect(new Set(event.order?.lines.map((line) => line.lineId)).size).toBe(own.length)
          expect(event.occurredAt).toBe(Math.min(...own.map((row) => row.orderedAtMs)))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the ids of the lines that were there when a file brings more of the same order', () => {
    fc.assert(
      fc.property(orderRows, orderRows, (rows, more) => {
        const before = eventsOf(rows).flatMap((event) => lineKeys(event))
        const after = new Set(eventsOf([...rows, ...more]).flatMap((event) => lineKeys(event)))
        expect(before.filter((key) => !after.has(key))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('takes the person from one row, never joining two', () => {
    fc.assert(
      fc.property(orderRows, (rows) => {
        for (const event of eventsOf(rows)) {
          const values = event.identifiers.map(({ value }) => value).join()
          expect(['', '7', '1,a@b.co']).toContain(values)
        }
      }),
    )
  })
})

function lineKeys(event: ReturnType<typeof eventsOf>[number]): string[] {
  return (event.order?.lines ?? []).map((line) => `${event.order?.orderId} ${line.lineId}`)
}
