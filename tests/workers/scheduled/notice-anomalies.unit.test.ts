import { afterAll, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { noticeAnomalies } from '#workers/scheduled/notice-anomalies.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** A Tuesday; nothing is celebrated in Britain around it. */
const nowMs = Date.UTC(2026, 2, 10, 9, 17)
const dayOf = (daysAgo: number) => new Date(nowMs - daysAgo * dayMs).toISOString().slice(0, 10)

function statement(text: string, values: (string | number | null)[] = []): object {
  return {
    bind: (...bound: (string | number | null)[]) => statement(text, bound),
    raw: async () => database.read({ text, values }).map((row) => Object.values(row)),
    all: async () => ({ results: database.read({ text, values }) }),
    execute: () => database.run([{ text, values }]),
  }
}
/** As much of D1 and of the log as the schedule needs: ten events an hour but in the last day. */
const env = {
  DB: {
    prepare: (text: string) => statement(text),
    batch: async (statements: { execute(): void }[]) => statements.map((each) => each.execute()),
  } as unknown as D1Database,
  EVENT_LOG: {
    getByName: () => ({
      acceptedHours: async (sinceMs: number) => {
        const hours = Math.floor((nowMs - 33 * hourMs - sinceMs) / hourMs)
        return Array.from({ length: hours }, (_, hour) => ({
          hourStartMs: sinceMs + hour * hourMs,
          source: 'tracking/web',
          eventCount: 10,
        }))
      },
    }),
  } as never,
}

function sales(daysAgo: number, orderCount: number): void {
  database.run([
    {
      text: `insert or replace into sales_day (tenant_id, day, channel, currency, order_count, cancellation_count, revenue_minor,
               revenue_tenant_minor) values ('shop', ?, 'web', 'GBP', ?, 0, ?, ?)`,
      values: [dayOf(daysAgo), orderCount, orderCount * 1_000, orderCount * 1_000],
    },
  ])
}

const found = () =>
  database
    .all('select * from series_anomaly order by day, series')
    .map(({ day, series, occasion, noticed_at }) => [day, series, occasion, noticed_at])

it('keeps what was unusual of the last days, once an hour, until it is so no more', async () => {
  database.run([
    {
      text: `insert into tenant (tenant_id, name, currency, time_zone, country, status, created_at, log_shard_count,
               customer_cell_count) values ('shop', 'Shop', 'GBP', 'UTC', 'GB', 'active', 0, 1, 1)`,
      values: [],
    },
  ])
  for (let daysAgo = 1; daysAgo <= 100; daysAgo += 1) sales(daysAgo, 50)
  sales(2, 150)
  await noticeAnomalies(env, nowMs - minuteMs)
  expect(found()).toEqual([])
  await noticeAnomalies(env, nowMs)
  const expected = [
    [dayOf(2), 'orders', null, nowMs],
    [dayOf(2), 'revenue', null, nowMs],
    [dayOf(1), 'events', null, nowMs],
  ]
  expect(found()).toEqual(expected)
  // Noticed again an hour later: it was noticed then.
  await noticeAnomalies(env, nowMs + hourMs)
  expect(found()).toEqual(expected)

  // The shop had a sale, and many orders of the day were cancelled since.
  database.run([
    {
      text: `insert into calendar_event (tenant_id, event_id, name, kind, from_day, to_day, created_at)
             values ('shop', 'e', 'Spring sale', 'promotion', ?, ?, 0)`,
      values: [dayOf(2), dayOf(2)],
    },
  ])
  await noticeAnomalies(env, nowMs)
  expect(found().map(([day, , occasion]) => [day, occasion])).toEqual([
    [dayOf(2), 'Spring sale'],
    [dayOf(2), 'Spring sale'],
    [dayOf(1), null],
  ])
  sales(2, 55)
  database.run([{ text: 'update tenant set spending_deviation_threshold = 1.5', values: [] }])
  await noticeAnomalies(env, nowMs)
  expect(found()).toEqual([])
})
