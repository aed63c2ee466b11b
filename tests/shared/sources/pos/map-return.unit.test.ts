import { describe, expect, it } from 'vitest'
import { orderFacts } from '#shared/customers/order-facts.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { evolveOrder, type OrderState, orderKeyOf } from '#shared/customers/order-state.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { salesOfOrder } from '#shared/sales/sales-of-order.ts'
import { mapPos } from '#shared/sources/pos/map.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant()
const context = {
  source: 'pos/main',
  receivedAtMs: Date.UTC(2026, 10, 22),
  defaultCurrency: 'GBP',
  timeZone: 'UTC',
  settings: {},
  freshId: () => 'fresh',
}
const line = { productId: 'tea', sku: 'TEA-01', unitPrice: '8.50', category: 'Tea' }
const sale = {
  kind: 'sale',
  eventId: 'sale-1',
  storeId: 'soho',
  billNumber: '4711',
  occurredAt: '2026-11-18T09:30:00Z',
  lines: [{ ...line, quantity: '3' }],
  total: '25.50',
}
const taken = {
  kind: 'return',
  eventId: 'return-1',
  storeId: 'camden',
  billNumber: 'R-17',
  originalBillNumber: '4711',
  originalStoreId: 'soho',
  occurredAt: '2026-11-21T09:30:00Z',
  lines: [{ ...line, quantity: '2' }],
  total: '17.00',
}

function eventsOf(...told: JsonObject[]): CanonicalEvent[] {
  return told.flatMap((fields) => {
    const mapped = mapPos({ fields, sentAt: undefined }, context)
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

/** The rows of the orders that these events tell of. */
function rowsOf(events: readonly CanonicalEvent[]) {
  const orders = new Map<string | null, OrderState>()
  for (const event of events) {
    const key = orderKeyOf(event)
    if (event.order !== undefined) {
      orders.set(key, evolveOrder(orders.get(key) ?? null, event, event.order))
    }
  }
  return [...orders.values()].map((order) => orderRow(tenant, null, 1, orderFacts(order)))
}

describe('a return that names its bill', () => {
  it('gives back units of its item, in the place and on the day of the return', () => {
    const sales = rowsOf(eventsOf(sale, taken)).flatMap(salesOfOrder)
    const day = (text: string) => Date.parse(text) / 86_400_000
    expect(sales).toMatchObject([
      { sku: 'TEA-01', storeId: 'soho', day: day('2026-11-18'), units: 3, returnedUnits: 0 },
      { sku: 'TEA-01', storeId: 'camden', day: day('2026-11-21'), units: 0, returnedUnits: 2 },
    ])
    expect(sales.map(({ revenueMinor }) => revenueMinor)).toEqual([2_550, 0])
  })

  it('takes its money off the bill, once', () => {
    const amounts = rowsOf(eventsOf(sale, taken, taken)).map(({ kind, status, amountMinor, lineCount }) => [
      ...[kind, status],
      ...[amountMinor, lineCount],
    ])
    expect(amounts).toEqual([
      ['order', 'partly-refunded', 850, 1],
      ['cancellation', 'placed', 0, 1],
    ])
  })

  it('leaves the bill as it was sold, even where the till gives the return its number', () => {
    const same = { ...taken, storeId: 'soho', billNumber: '4711' }
    const sales = rowsOf(eventsOf(sale, same)).flatMap(salesOfOrder)
    expect(sales.map(({ units, returnedUnits }) => [units, returnedUnits])).toEqual([
      [3, 0],
      [0, 2],
    ])
  })

  it('gives back nothing that it does not tell', () => {
    const events = eventsOf({ ...taken, lines: [] })
    expect(events.map(({ id, order }) => [id, order?.change])).toEqual([['return-1', 'refunded']])
  })
})
