import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor } from '#shared/customers/order-worth.ts'
import { eventSchema } from '#shared/events/event.ts'
import { posSource } from '#shared/sources/pos/index.ts'
import { fixtureContext } from '../fixtures.ts'

const seed = 20261121
const context = fixtureContext('pos')
const opensAtMs = Date.parse('2026-11-20T09:00:00Z')
const pounds = (pence: number) => `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`

interface Bill {
  readonly storeId: string
  readonly lines: readonly { readonly pieces: number; readonly pence: number; readonly offPence: number }[]
  readonly refundsPence: readonly number[]
  readonly isVoided: boolean
  readonly isClaimed: boolean
}
interface Day {
  readonly bills: readonly Bill[]
  readonly strayReturnsPence: readonly number[]
}

const line = fc.record({
  pieces: fc.integer({ min: 1, max: 9 }),
  pence: fc.integer({ min: 1, max: 9_999 }),
  offPence: fc.integer({ min: 0, max: 1 }),
})
const bill = fc.record({
  storeId: fc.constantFrom('soho', 'camden'),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  refundsPence: fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 3 }),
  isVoided: fc.integer({ max: 4, min: 0 }).map((number) => number === 0),
  isClaimed: fc.boolean(),
})
const day: fc.Arbitrary<Day> = fc.record({
  bills: fc.array(bill, { maxLength: 12 }),
  strayReturnsPence: fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 4 }),
})

const billPence = (lines: Bill['lines']) =>
  lines.reduce((sum, { pieces, pence, offPence }) => sum + pieces * pence - offPence, 0)

/** What the tills write down, in the order in which it happens. */
function eventsOfDay({ bills, strayReturnsPence }: Day): object[] {
  const events: object[] = []
  const write = (fields: object) => {
    const number = events.length + 1
    const occurredAt = new Date(opensAtMs + number * 60_000).toISOString()
    events.push({ eventId: `e-${number}`, occurredAt, ...fields })
  }
  bills.forEach(({ storeId, lines, refundsPence, isVoided, isClaimed }, index) => {
    const billNumber = String(index + 1)
    const at = { storeId, billNumber }
    write({
      kind: 'sale',
      ...at,
      total: pounds(billPence(lines)),
      lines: lines.map(({ pieces, pence, offPence }, place) => ({
        productId: `p-${place}`,
        quantity: pieces,
        unitPrice: pounds(pence),
        discount: pounds(offPence),
      })),
    })
    if (isClaimed) write({ kind: 'bill', ...at, customer: { loyaltyId: `card-${index}` } })
    refundsPence.forEach((pence, place) => {
      const returned = { billNumber: `R-${index}-${place}`, originalBillNumber: billNumber }
      write({ kind: 'return', storeId, ...returned, total: pounds(pence) })
    })
    if (isVoided) write({ kind: 'void', ...at })
  })
  strayReturnsPence.forEach((pence, place) => {
    write({ kind: 'return', storeId: 'soho', billNumber: `S-${place}`, total: pounds(pence) })
  })
  return events
}

/** What the day came to, counted from what happened, without an event. */
function takingsPence({ bills, strayReturnsPence }: Day): number {
  let pence = 0
  for (const each of bills) if (!each.isVoided) pence += billPence(each.lines)
  for (const { isVoided, refundsPence } of bills)
    if (!isVoided) for (const back of refundsPence) pence -= back
  for (const back of strayReturnsPence) pence -= back
  return pence
}

/** Takes requests as the doors do and keeps the orders. */
function ordersOf(requests: readonly unknown[]): Map<string, OrderState> {
  const orders = new Map<string, OrderState>()
  for (const request of requests) {
    const body = new Uint8Array(new TextEncoder().encode(JSON.stringify(request)))
    const parsed = posSource.parse({ method: 'POST', url: '', headers: new Map(), body })
    if (!parsed.ok) throw new Error(parsed.failure.message)
    for (const record of parsed.value) {
      const mapped = posSource.map(record, context)
      if (!mapped.ok) throw new Error(mapped.failure.message)
      for (const event of mapped.value) {
        const { order } = eventSchema.parse(event)
        if (order === undefined) continue
        orders.set(order.orderId, evolveOrder(orders.get(order.orderId) ?? null, event, order))
      }
    }
  }
  return orders
}

it(`a till's day comes to the same, sent shuffled, twice and in batches of any size (seed ${seed})`, () => {
  const disorder = fc.record({
    keys: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 90, maxLength: 90 }),
    repeated: fc.array(fc.nat({ max: 89 }), { maxLength: 20 }),
    batchSizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  })
  let orderCount = 0
  fc.assert(
    fc.property(day, disorder, (happened, { keys, repeated, batchSizes }) => {
      const inOrder = eventsOfDay(happened)
      const again = repeated.flatMap((index) => inOrder[index] ?? [])
      const queue = [...inOrder, ...again]
        .map((event, index) => ({ event, key: keys[index % keys.length] ?? 0 }))
        .sort((left, right) => left.key - right.key)
        .map(({ event }) => event)
      const requests: unknown[] = []
      for (let from = 0, turn = 0; from < queue.length; turn += 1) {
        const size = batchSizes[turn % batchSizes.length] ?? 1
        const events = queue.slice(from, from + size)
        requests.push(events.length === 1 ? events[0] : { events })
        from += size
      }

      const orders = ordersOf(requests)
      expect(orders.size).toBe(happened.bills.length + happened.strayReturnsPence.length)
      const takings = [...orders.values()].reduce((sum, order) => sum + orderAmountMinor(order), 0)
      expect(takings).toBe(takingsPence(happened))
      const asHappened = ordersOf(inOrder)
      for (const [orderId, order] of orders) expect(order).toEqual(asHappened.get(orderId))
      orderCount += orders.size
    }),
    { seed, numRuns: 200 },
  )
  expect(orderCount).toBeGreaterThan(500)
})
