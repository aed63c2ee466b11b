import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectionStatements } from '#shared/database/project.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const seed = 20261121

/** What somebody tells of one of a few orders, on one of a few days: so that days are shared, left and emptied. */
const toldRow = fc
  .record({
    order: fc.nat(5),
    version: fc.integer({ min: 1, max: 9 }),
    customerId: fc.constantFrom('cus_ada', 'cus_grace', null),
    hasShopsWord: fc.boolean(),
    kind: fc.constantFrom('order' as const, 'cancellation' as const),
    channel: fc.constantFrom('web' as const, 'pos' as const),
    day: fc.integer({ min: 1, max: 3 }),
    content: fc.nat(3),
    currency: fc.constantFrom('GBP', 'USD'),
    hasRate: fc.boolean(),
    grossMinor: fc.integer({ min: -500, max: 5_000 }),
    isCancelled: fc.boolean(),
  })
  .map(({ order, day, content, hasRate, ...told }): CustomerOrderRow => {
    const amountMinor = told.isCancelled ? 0 : told.grossMinor
    return {
      ...told,
      tenantId: '',
      orderKey: `shopify/demo:${order}`,
      status: told.isCancelled ? 'cancelled' : 'placed',
      placedAt: day,
      placedRank: `${day}`,
      day: `2026-11-0${day}`,
      contentRank: content === 0 ? '' : `${content}`,
      tenantMinorRate: hasRate ? 1 : null,
      taxMinor: null,
      shippingMinor: null,
      discountMinor: null,
      lineCount: 1,
      lines: '[]',
      storeId: null,
      refunds: '{}',
      refundsToldByOthers: '{}',
      paidAt: null,
      fulfilledAt: null,
      isRefundedWhole: false,
      amountMinor,
      amountTenantMinor: hasRate ? amountMinor : null,
    }
  })
const batches = fc.array(fc.array(toldRow, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 })

describe('totals of days', () => {
  it(`are the sums of the orders after every batch, told again or remade (seed ${seed})`, () => {
    const database = memoryDatabase()
    let run = 0
    fc.assert(
      fc.property(batches, fc.array(fc.nat(5), { maxLength: 6 }), (told, forgotten) => {
        run += 1
        const tenantId = `shop-${run}`
        const days = () => database.read({ text: totals, values: [tenantId] })
        const sums = () => sumDays(database.read({ text: orders, values: [tenantId] }))
        for (const rows of told) {
          database.run(projectionStatements(tenantId, { orders: rows }))
          expect(days()).toEqual(sums())
        }
        database.run(projectionStatements(tenantId, { orders: told.flat() }))
        expect(days()).toEqual(sums())
        const orderKeys = forgotten.map((order) => `shopify/demo:${order}`)
        const remade = (told[0] ?? []).filter(({ orderKey }) => orderKeys.includes(orderKey))
        database.run(projectionStatements(tenantId, { remade: { orderKeys, orders: remade } }))
        expect(days()).toEqual(sums())
      }),
      { seed, numRuns: 150 },
    )
    database.close()
  })

  it(`have another mark whenever an order of theirs changes, and not when none was told (seed ${seed})`, () => {
    const database = memoryDatabase()
    let run = 0
    fc.assert(
      fc.property(batches, (told) => {
        run += 1
        const tenantId = `shop-${run}`
        const marks = () =>
          new Map(database.read({ text: dayMarks, values: [tenantId] }).map(({ name, mark }) => [name, mark]))
        const ordersByKey = () =>
          new Map(
            database
              .read({ text: 'select * from customer_order where tenant_id = ?', values: [tenantId] })
              .map((row) => [row.order_key, row]),
          )
        const nameOf = (row: Record<string, unknown> | undefined) =>
          `${row?.day} ${row?.channel} ${row?.currency}`
        for (const rows of told) {
          const [marksBefore, ordersBefore] = [marks(), ordersByKey()]
          database.run(projectionStatements(tenantId, { orders: rows }))
          const [marksAfter, ordersAfter] = [marks(), ordersByKey()]
          const touched = new Set<string>()
          for (const { orderKey } of rows) {
            const [before, after] = [ordersBefore.get(orderKey), ordersAfter.get(orderKey)]
            for (const row of [before, after]) touched.add(nameOf(row))
            if (JSON.stringify(before) === JSON.stringify(after)) continue
            for (const name of [nameOf(before), nameOf(after)]) {
              if (marksBefore.has(name)) expect(marksAfter.get(name)).not.toBe(marksBefore.get(name))
            }
          }
          for (const [name, mark] of marksBefore) {
            if (!touched.has(String(name))) expect([name, marksAfter.get(name)]).toEqual([name, mark])
          }
        }
      }),
      { seed, numRuns: 100 },
    )
    database.close()
  })
})

const dayMarks = `select day || ' ' || channel || ' ' || currency as name, mark from sales_day where tenant_id = ?`
const totals = `select day, channel, currency, order_count, cancellation_count, revenue_minor, revenue_tenant_minor,
  unconverted_count, unconverted_minor from sales_day where tenant_id = ? order by day, channel, currency`
const orders = `select day, channel, currency, kind, status, amount_minor, amount_tenant_minor from customer_order
  where tenant_id = ? order by day, channel, currency`

/** The same by a plain loop over all orders. */
function sumDays(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const sums = new Map<string, Record<string, unknown> & Record<'counts', number[]>>()
  for (const { day, channel, currency, kind, status, amount_minor, amount_tenant_minor } of rows) {
    const name = `${day} ${channel} ${currency}`
    const { counts } = sums.get(name) ?? { counts: [0, 0, 0, 0, 0, 0] }
    const isOrder = kind === 'order' && status !== 'cancelled'
    const hasRate = amount_tenant_minor !== null
    const changes = [
      Number(isOrder),
      Number(!isOrder),
      Number(amount_minor),
      Number(amount_tenant_minor ?? 0),
      Number(isOrder && !hasRate),
      hasRate ? 0 : Number(amount_minor),
    ]
    const added = counts.map((count, place) => count + (changes[place] ?? 0))
    sums.set(name, { day, channel, currency, counts: added })
  }
  return [...sums.values()].map(({ day, channel, currency, counts }) => ({
    day,
    channel,
    currency,
    order_count: counts[0],
    cancellation_count: counts[1],
    revenue_minor: counts[2],
    revenue_tenant_minor: counts[3],
    unconverted_count: counts[4],
    unconverted_minor: counts[5],
  }))
}
