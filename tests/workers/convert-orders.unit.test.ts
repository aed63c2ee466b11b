import { afterAll, expect, it } from 'vitest'
import { replaceExchangeRates } from '#shared/database/exchange-rates.ts'
import { hourMs, minuteMs } from '#shared/kernel/time.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { convertOrders } from '#workers/convert-orders.ts'
import { correctOrders } from '#workers/correct-orders.ts'
import type { Env } from '#workers/env.ts'
import { convertWaitingOrders } from '#workers/scheduled/convert-waiting-orders.ts'

const database = memoryDatabase()
afterAll(() => database.close())
const tenant = testTenant()
const { tenantId } = tenant

function statement(text: string, values: (string | number | null)[] = []): object {
  return {
    bind: (...bound: (string | number | null)[]) => statement(text, bound),
    execute: () => ({ results: database.read({ text, values }) }),
    all: async () => ({ results: database.read({ text, values }) }),
  }
}
/** As much of D1 and of the queue as it takes. */
const sent: object[] = []
const env = {
  DB: {
    prepare: (text: string) => statement(text),
    batch: async (statements: { execute(): object }[]) => statements.map((each) => each.execute()),
  } as unknown as D1Database,
  JOBS_QUEUE: { send: async (message: object) => void sent.push(message) } as never,
  // Nobody is left to tell of the orders.
  CUSTOMER: {
    getByName: () => ({
      ratesWanted: async () => [],
      noteRates: async (_: object, asked: { customerId: string }[]) =>
        asked.map(({ customerId }) => ({ kind: 'erased', customerId })),
    }),
  },
} as unknown as Env
const message = { version: 1, kind: 'convert-orders', tenantId }
const minute = (ofHour: number) => hourMs * 480_000 + ofHour * minuteMs

const totals = () =>
  database.all('select revenue_tenant_minor as worth, unconverted_count as waiting from sales_day')[0]

it('converts 200 orders with each message, corrects as many, and once an hour looks for what waits', async () => {
  const orderCount = 700
  database.run([
    {
      text: `insert into tenant (tenant_id, name, currency, time_zone, country, status, created_at, log_shard_count,
               customer_cell_count) values (?, 'Shop', ?, 'UTC', 'GB', 'active', 0, 1, 1)`,
      values: [tenantId, tenant.currency],
    },
    {
      text: `insert into customer_order (tenant_id, order_key, version, kind, status, channel, placed_at, day, currency, line_count,
               amount_minor) with recursive number(n) as (select 1 union all select n + 1 from number where n < ?2)
             select ?1, 'till:' || n, 1, 'order', 'placed', 'pos', 0, '2026-11-01', 'USD', 1, 1000 from number`,
      values: [tenantId, orderCount],
    },
    {
      text: `insert into sales_day (tenant_id, day, channel, currency, order_count, cancellation_count, revenue_minor,
               unconverted_count, unconverted_minor) values (?1, '2026-11-01', 'pos', 'USD', ?2, 0, ?2 * 1000, ?2, ?2 * 1000)`,
      values: [tenantId, orderCount],
    },
  ])
  await convertWaitingOrders(env, minute(23))
  expect(sent).toEqual([])
  database.run([
    { text: "insert into exchange_rate values (?, 'USD', '2026-10-30', 0.8)", values: [tenantId] },
  ])
  await convertWaitingOrders(env, minute(22))
  expect(sent).toEqual([])
  await convertWaitingOrders(env, minute(23))
  expect(sent.splice(0)).toEqual([message])

  const placeOfLast = () => {
    const [last] = database
      .all(
        'select order_key from customer_order where tenant_minor_rate is not null order by order_key desc limit 1',
      )
      .map(Object.values)
    return { currency: 'USD', day: '2026-11-01', orderKey: String(last) }
  }
  let after: ReturnType<typeof placeOfLast> | undefined
  for (const count of [200, 400, 600]) {
    await convertOrders({ after }, env, tenant)
    expect(totals()).toEqual({ worth: count * 800, waiting: orderCount - count })
    after = placeOfLast()
    expect(sent.splice(0)).toEqual([{ ...message, after }])
  }
  await convertOrders({ after }, env, tenant)
  await convertOrders({}, env, tenant)
  await convertWaitingOrders(env, minute(23))
  expect([totals(), sent]).toEqual([{ worth: orderCount * 800, waiting: 0 }, []])

  const correction = { version: 1, kind: 'correct-orders', tenantId }
  database.run(
    replaceExchangeRates(tenantId, [{ currency: 'USD', day: '2026-10-30', rate: 0.9 }], minute(20)),
  )
  await convertWaitingOrders(env, minute(23))
  expect(sent).toEqual([correction])
  for (const count of [200, 400, 600, orderCount]) {
    expect(sent.splice(0)).toEqual([correction])
    await correctOrders(env, tenant)
    expect(totals()).toEqual({ worth: count * 900 + (orderCount - count) * 800, waiting: 0 })
  }
  expect(sent.splice(0)).toEqual([correction])
  await correctOrders(env, tenant)
  expect(sent).toEqual([])
})
