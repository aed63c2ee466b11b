import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderFacts } from '#shared/customers/order-facts.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { type ReferenceOrderDetails, referenceOrder } from '#tests/support/reference-orders.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const seed = 20261121
const tenant = testTenant({ currency: 'GBP', timeZone: 'UTC' })
const holders = ['cus_ada', 'cus_grace', null] as const

let database: MemoryDatabase
beforeAll(() => {
  database = memoryDatabase()
})
afterAll(() => database.close())

/** Events of one order, which of three holders each belongs to, in what order the holders' rows are written, and again. */
const divided = fc.record({
  events: eventsInTwoOrders.map(([events]) =>
    events.filter(({ order }) => order !== undefined).map((event) => ofOneOrder(event)),
  ),
  holderOf: fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }),
  firstVersions: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 }),
  shuffle: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
})

function ofOneOrder(event: CanonicalEvent): CanonicalEvent {
  return event.order === undefined
    ? event
    : { ...event, order: { ...event.order, orderId: '1', shop: 'shopify/demo' } }
}

/** Every row that a holder of some of the events ever tells: one after each event. */
function toldRows(events: readonly CanonicalEvent[], customerId: string | null, firstVersion: number) {
  let state: OrderState | null = null
  return events.flatMap(({ order, ...event }, index): CustomerOrderRow[] => {
    if (order === undefined) return []
    state = evolveOrder(state, { ...event, order }, order)
    return [orderRow(tenant, customerId, firstVersion * 100 + index, orderFacts(state))]
  })
}

describe('rows of orders', () => {
  it(`come to what all events say, whoever has them and whoever tells first (seed ${seed})`, () => {
    let run = 0
    fc.assert(
      fc.property(divided, ({ events, holderOf, firstVersions, shuffle }) => {
        fc.pre(events.length > 0)
        const tenantId = `shop-${run}`
        run += 1
        const parts = holders.map((_, holder) => events.filter((__, index) => holderOf[index] === holder))
        const rows = parts.flatMap((part, holder) =>
          toldRows(part, holders[holder] ?? null, firstVersions[holder] ?? 1),
        )
        const shuffled = rows
          .map((row, index) => ({ row, at: shuffle[index] ?? 0 }))
          .sort((left, right) => left.at - right.at)
          .map(({ row }) => row)
        for (const row of shuffled) database.run(projectionStatements(tenantId, { orders: [row] }))
        database.run(projectionStatements(tenantId, { orders: rows }))

        const isShops = ({ source }: CanonicalEvent) => source === 'shopify/demo'
        const [owner] = parts
          .map((part, holder) => ({ part, holder }))
          .filter(({ part }) => part.length > 0)
          .sort(
            (left, right) =>
              Number(left.holder === 2) - Number(right.holder === 2) ||
              Number(right.part.some(isShops)) - Number(left.part.some(isShops)) ||
              (firstVersions[right.holder] ?? 0) - (firstVersions[left.holder] ?? 0),
          )
        const expected = referenceOrder(events, owner?.part)
        const [found] = database.read({
          text: 'select * from customer_order where tenant_id = ?',
          values: [tenantId],
        })
        expect(found).toMatchObject({
          order_key: 'shopify/demo:1',
          customer_id: holders[owner?.holder ?? 2],
          kind: expected.kind,
          channel: expected.channel,
          status: expected.status,
          placed_at: expected.placedAt,
          day: new Date(expected.placedAt).toISOString().slice(0, 10),
          currency: expected.currency,
          amount_minor: expected.amountMinor,
          line_count: expected.lineCount,
          store_id: expected.storeId,
          paid_at: expected.paidAt,
          fulfilled_at: expected.fulfilledAt,
        })
        expect(JSON.parse(String(found?.lines))).toEqual(linesOf(expected))
        expect([found?.tax_minor, found?.shipping_minor, found?.discount_minor]).toEqual(expected.parts)
        const worthMinor =
          expected.currency === 'GBP'
            ? expected.amountMinor
            : expected.converted?.currency === 'GBP'
              ? expected.converted.exactMinor
              : null
        if (worthMinor === null) expect(found?.amount_tenant_minor).toBeNull()
        else expect(Math.abs(Number(found?.amount_tenant_minor) - worthMinor)).toBeLessThan(0.5 + 1e-6)
        expectDay(tenantId)
      }),
      { seed, numRuns: 200 },
    )
  })
})

/** The lines as they are written down, in the order of their ids. */
function linesOf({ lines }: ReferenceOrderDetails): unknown[] {
  const ids = lines.map(({ lineId }) => lineId).sort()
  return ids.map((id) => {
    const line = lines.find(({ lineId }) => lineId === id)
    return [line?.productId, line?.quantity, line?.amountMinor, line?.category ?? null, line?.name ?? null]
  })
}

/** The only day of the shop has to say what the only order says. */
function expectDay(tenantId: string): void {
  const days = database.read({
    text: `select day, channel, currency, revenue_minor, revenue_tenant_minor, unconverted_count, unconverted_minor,
             order_count + cancellation_count as documents from sales_day where tenant_id = ?`,
    values: [tenantId],
  })
  const orders = database.read({
    text: `select day, channel, currency, amount_minor as revenue_minor,
             ifnull(amount_tenant_minor, 0) as revenue_tenant_minor,
             iif(amount_tenant_minor is null and kind = 'order' and status <> 'cancelled', 1, 0) as unconverted_count,
             iif(amount_tenant_minor is null, amount_minor, 0) as unconverted_minor, 1 as documents
           from customer_order where tenant_id = ?`,
    values: [tenantId],
  })
  expect(days).toEqual(orders)
}
