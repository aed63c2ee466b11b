import { afterAll, beforeEach, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { forecastNightly } from '#workers/scheduled/forecast-nightly.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** Two in the morning in London, and ten in the evening of the day before in New York. */
const nightMs = Date.UTC(2026, 0, 15, 2)
const sent: unknown[] = []

/** As much of D1 and of the queue as the schedule needs. */
const env = {
  DB: {
    prepare: (text: string) => ({
      bind: (...values: (string | number | null)[]) => ({
        raw: async () => database.read({ text, values }).map((row) => Object.values(row)),
        all: async () => ({ results: database.read({ text, values }) }),
        run: async () => {
          const before = database.all('select total_changes() as count')[0]?.count
          database.run([{ text, values }])
          const after = database.all('select total_changes() as count')[0]?.count
          return { meta: { changes: Number(after) - Number(before) } }
        },
      }),
    }),
  } as unknown as D1Database,
  JOBS_QUEUE: { send: async (message: unknown) => void sent.push(message) } as unknown as Queue,
}

beforeEach(() => {
  sent.length = 0
  const tenants = [
    ['london', 'Europe/London', 'active'],
    ['new-york', 'America/New_York', 'active'],
    ['closed', 'Europe/London', 'suspended'],
  ]
  database.run([
    { text: 'delete from job', values: [] },
    { text: 'delete from tenant', values: [] },
    ...tenants.map(([tenantId, timeZone, status]) => ({
      text: `insert into tenant
        (tenant_id, name, currency, time_zone, country, status, created_at, log_shard_count, customer_cell_count)
        values (?, ?, 'GBP', ?, 'GB', ?, 0, 1, 1)`,
      values: [tenantId ?? '', tenantId ?? '', timeZone ?? '', status ?? ''],
    })),
  ])
})

function finishAll(): void {
  database.run([{ text: `update job set state = 'done', finished_at = started_at + 1`, values: [] }])
}

const startedFor = () => sent.map((message) => (message as { tenantId: string }).tenantId)

it('forecasts an active shop once a night, by its own clock', async () => {
  await forecastNightly(env, nightMs)
  expect(startedFor()).toEqual(['london'])
  await forecastNightly(env, nightMs + minuteMs)
  finishAll()
  await forecastNightly(env, nightMs + 2 * minuteMs)
  expect(startedFor()).toEqual(['london'])
  await forecastNightly(env, nightMs + 5 * hourMs)
  expect(startedFor()).toEqual(['london', 'new-york'])
  finishAll()
  await forecastNightly(env, nightMs + 24 * hourMs)
  expect(startedFor()).toEqual(['london', 'new-york', 'london'])
})

it('waits until another job of the shop has ended', async () => {
  await forecastNightly(env, nightMs)
  database.run([
    { text: `update job set kind = 'score-customers', started_at = started_at - 86400000`, values: [] },
  ])
  await forecastNightly(env, nightMs + minuteMs)
  expect(startedFor()).toEqual(['london'])
  finishAll()
  await forecastNightly(env, nightMs + 2 * minuteMs)
  expect(startedFor()).toEqual(['london', 'london'])
})

it('does nothing by day', async () => {
  await forecastNightly(env, nightMs + 12 * hourMs)
  expect(sent).toEqual([])
})
