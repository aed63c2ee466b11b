import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { orderFacts } from '#shared/customers/order-facts.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { evolveOrder } from '#shared/customers/order-state.ts'
import { type RatesOfDayRow, ratesOfDays, readRatesOfDays } from '#shared/database/exchange-rates.ts'
import { orderStatements } from '#shared/database/project-orders.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import {
  conversionStatements,
  type RatedOrder,
  ratedPlaces,
  tenantsWithWaitingOrders,
  type WaitingOrder,
  type WaitingPlace,
  waitingOrders,
} from '#shared/database/waiting-orders.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { noteExchangeRates, rateName, wantedRates } from '#shared/exchange-rates/note-exchange-rates.ts'
import { minorUnitRate } from '#shared/kernel/money.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { newEvent, newOrderChange } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const seed = 20261122
const firstDayMs = Date.UTC(2026, 10, 1, 10)
const dayOf = (day: number) => new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10)
const database = memoryDatabase()
afterAll(() => database.close())

interface Rate {
  readonly currency: string
  readonly day: string
  readonly rate: number
}

const order = fc.record({
  day: fc.nat(5),
  // Pounds are the tenant's own; yen have no digits after the point, dinars of Kuwait three.
  currency: fc.constantFrom('GBP', 'USD', 'JPY', 'KWD'),
  // A cancellation of nothing adds nothing to its day, in whatever currency, and is not looked for.
  totalMinor: fc.integer({ min: -9_999, max: 99_999 }).filter((total) => total !== 0),
  kind: fc.constantFrom('order' as const, 'cancellation' as const),
  channel: fc.constantFrom('web' as const, 'pos' as const),
})
const rate = fc
  .record({
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    day: fc.nat(5),
    rate: fc.integer({ min: 1, max: 40_000 }).map((parts) => parts / 10_000),
  })
  .map((told): Rate => ({ ...told, day: dayOf(told.day) }))
const history = fc.record({
  orders: fc.array(order, { minLength: 1, maxLength: 15 }),
  rates: fc.uniqueArray(rate, { maxLength: 6, selector: rateName }),
  limit: fc.integer({ min: 1, max: 20 }),
})

function addTenant({ tenantId, currency }: Tenant): void {
  const text = `insert into tenant (tenant_id, name, currency, time_zone, country, status, created_at, log_shard_count,
    customer_cell_count) values (?, 'Shop', ?, 'Asia/Kolkata', 'GB', 'active', 0, 1, 1)`
  database.run([{ text, values: [tenantId, currency] }])
}

function addRates(tenantId: string, rates: readonly Rate[]): void {
  const text = 'insert into exchange_rate (tenant_id, currency, day, rate) values (?, ?, ?, ?)'
  database.run(rates.map((each) => ({ text, values: [tenantId, each.currency, each.day, each.rate] })))
}

function tell(tenant: Tenant, events: readonly CanonicalEvent[]): void {
  const rows = events.flatMap((event) => {
    if (event.order === undefined) return []
    return orderRow(tenant, 'cus_ada', 1, orderFacts(evolveOrder(null, event, event.order)))
  })
  database.run(orderStatements(tenant.tenantId, rows))
}

/** The orders of all currencies that wait, a few of each at a time, where nobody is left to tell of them; how many there were. */
function convertAll(tenant: Tenant, limit: number): number {
  const { tenantId, currency } = tenant
  let count = 0
  for (const place of database.read(ratedPlaces(tenantId, '')) as unknown as WaitingPlace[]) {
    let after: WaitingPlace | undefined = place
    while (after !== undefined) {
      const orders = database.read(waitingOrders(tenantId, after, limit)) as unknown as WaitingOrder[]
      expect(orders.length).toBeLessThanOrEqual(limit)
      const found = ratesOfDays(tenantId, orders).flatMap((statement) => database.read(statement))
      const rates = readRatesOfDays(found as unknown as RatesOfDayRow[])
      const rated = orders.map((order) => {
        const rate = rates.get(rateName(order))?.rate ?? Number.NaN
        return { ...order, minorRate: minorUnitRate(order.currency, { currency, rate }) }
      })
      database.run(conversionStatements(tenantId, rated))
      count += orders.length
      after = orders.at(-1)
    }
  }
  return count
}

function kept({ tenantId }: Tenant): object[] {
  return [
    `select order_key, currency, tenant_minor_rate, amount_minor, amount_tenant_minor from customer_order
     where tenant_id = ? order by order_key`,
    `select day, channel, currency, order_count, cancellation_count, revenue_minor, revenue_tenant_minor, unconverted_count,
       unconverted_minor from sales_day where tenant_id = ? order by day, channel, currency`,
  ].map((text) => database.read({ text, values: [tenantId] }))
}

/** The newest rate of the day or before, found without the database. */
function ratesThen(tenant: Tenant, events: readonly CanonicalEvent[], rates: readonly Rate[]) {
  const rising = [...rates].sort((left, right) => (left.day < right.day ? -1 : 1))
  return new Map(
    wantedRates(tenant, events).flatMap((wanted) => {
      const holds = rising.findLast(({ currency, day }) => currency === wanted.currency && day <= wanted.day)
      return holds === undefined ? [] : [[rateName(wanted), holds.rate] as const]
    }),
  )
}

describe('orders that came before their rates', () => {
  it(`come to the same as with rates that were there before them, a few at a time (seed ${seed})`, () => {
    let run = 0
    let convertedCount = 0
    fc.assert(
      fc.property(history, ({ orders, rates, limit }) => {
        run += 1
        const late = { ...testTenant(), tenantId: `late-${run}` }
        const early = { ...late, tenantId: `early-${run}` }
        for (const tenant of [late, early]) addTenant(tenant)
        const events = orders.map(({ day, channel, ...told }, index) =>
          newEvent({
            id: `${index}`,
            channel,
            occurredAt: firstDayMs + day * dayMs,
            order: newOrderChange({ ...told, orderId: `${index}` }),
          }),
        )
        tell(early, noteExchangeRates(early, events, ratesThen(early, events, rates)))
        tell(late, events)
        addRates(late.tenantId, rates)
        convertedCount += convertAll(late, limit)
        const [lateOrders, lateDays] = kept(late)
        const [earlyOrders, earlyDays] = kept(early)
        expect(lateDays).toEqual(earlyDays)
        expect(lateOrders).toEqual(earlyOrders)
        expect(convertAll(late, 1)).toBe(0)
      }),
      { seed, numRuns: 150 },
    )
    expect(convertedCount).toBeGreaterThan(200)
  })

  it('wait until a rate holds for their day, and keep it when another is set', () => {
    const tenant = { ...testTenant(), tenantId: 'waits' }
    addTenant(tenant)
    const order = newOrderChange({ currency: 'USD', totalMinor: 1_000 })
    tell(tenant, [newEvent({ occurredAt: firstDayMs + 2 * dayMs, order })])
    const waiting = () =>
      database.read(tenantsWithWaitingOrders).some(({ tenantId }) => tenantId === tenant.tenantId)
    const worth = () =>
      database
        .all("select amount_tenant_minor as worth from customer_order where tenant_id = 'waits'")
        .map((row) => row.worth)
    const mark = () => database.all("select mark from sales_day where tenant_id = 'waits'")
    addRates(tenant.tenantId, [{ currency: 'USD', day: dayOf(3), rate: 0.9 }])
    expect([waiting(), convertAll(tenant, 10), worth()]).toEqual([false, 0, [null]])
    addRates(tenant.tenantId, [{ currency: 'USD', day: dayOf(1), rate: 0.8 }])
    const before = mark()
    expect([waiting(), convertAll(tenant, 10), worth()]).toEqual([true, 1, [800]])
    // Who has read the sales of the day reads them again.
    expect(mark()).not.toEqual(before)
    addRates(tenant.tenantId, [{ currency: 'USD', day: dayOf(2), rate: 0.7 }])
    expect([waiting(), convertAll(tenant, 10), worth()]).toEqual([false, 0, [800]])
  })

  it('are found by their index alone, in its order', () => {
    const planOf = (statement: SqlStatement) =>
      database
        .read({ ...statement, text: `explain query plan ${statement.text}` })
        .map(({ detail }) => String(detail))
    expect(planOf(waitingOrders('t', { currency: 'USD', day: dayOf(1), orderKey: 'a' }, 10))).toEqual([
      expect.stringMatching(
        /^SEARCH customer_order USING INDEX customer_order_unrated \(tenant_id=\? AND currency=\? AND \(day,order_key\)>\(\?,\?\)\)$/,
      ),
    ])
    const ofOrders = planOf(tenantsWithWaitingOrders).filter((step) => step.includes('customer_order'))
    expect(ofOrders).toEqual([
      expect.stringMatching(/INDEX customer_order_unrated \(tenant_id=\? AND currency=\? AND day>\?\)$/),
    ])
  })

  it('are left alone when they were told anew meanwhile', () => {
    const tenant = { ...testTenant(), tenantId: 'told-anew' }
    addTenant(tenant)
    const order = newOrderChange({ currency: 'USD', totalMinor: 1_000 })
    const event = newEvent({ occurredAt: firstDayMs, order })
    tell(tenant, [event])
    const key = database.all(
      "select order_key, content_rank from customer_order where tenant_id = 'told-anew'",
    )
    const orderKey = String(key[0]?.order_key)
    const contentRank = String(key[0]?.content_rank)
    const found = {
      orderKey,
      contentRank,
      currency: 'USD',
      day: dayOf(0),
      minorRate: 0.8,
      minorRateBefore: null,
    }
    const before = kept(tenant)
    const convert = (parts: Partial<RatedOrder>) =>
      database.run(conversionStatements(tenant.tenantId, [{ ...found, ...parts }]))
    convert({ currency: 'EUR' })
    convert({ day: dayOf(1) })
    convert({ minorRateBefore: 0.7 })
    convert({ contentRank: 'of another statement' })
    expect(kept(tenant)).toEqual(before)
    convert({})
    expect(kept(tenant)).not.toEqual(before)
  })
})
