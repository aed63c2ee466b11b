import { drizzle } from 'drizzle-orm/d1'
import { afterAll, expect, it } from 'vitest'
import { forecastRunStatements, listForecastBases } from '#shared/database/forecast-runs.ts'
import { newForecastRun } from '#tests/support/forecast-shop.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** As much of D1 as one question needs. */
const d1 = {
  prepare: (text: string) => ({
    bind: (...values: (string | number | null)[]) => ({
      raw: async () => database.read({ text, values }).map((row) => Object.values(row)),
    }),
  }),
} as unknown as D1Database

it('are there for every forecast that may stand: of the last whole run, and of all begun since', async () => {
  const runs = [
    { runId: 'told-long-ago', madeAt: 1, seriesCount: 9 },
    { runId: 'whole', madeAt: 2, seriesCount: 9 },
    { runId: 'cancelled', madeAt: 3, seriesCount: 0 },
    { runId: 'cancelled-too', madeAt: 4, seriesCount: 0 },
    { runId: 'going-on', madeAt: 5, seriesCount: 0 },
  ]
  for (const told of runs) {
    const { tenantId, runId, ...run } = newForecastRun({ tenantId: 'shop', asOfDay: told.madeAt, ...told })
    database.run([
      {
        text: `insert into job (tenant_id, job_id, kind, state, phase, step, progress_permille, retry_count, customer_count,
          result_count, seed, started_by, started_at, progressed_at) values (?, ?, 'forecast-sales', 'running', '', 0, 0, 0, 0, 0, 1, '', 0, 0)`,
        values: [tenantId, runId],
      },
      ...forecastRunStatements({ tenantId, jobId: runId }, run),
      { text: `update job set state = 'done' where job_id = ?`, values: [runId] },
    ])
  }
  const found = await listForecastBases(drizzle(d1), 'shop')
  expect(found.map(({ runId, asOfDay }) => [runId, asOfDay])).toEqual([
    ['going-on', 5],
    ['cancelled-too', 4],
    ['cancelled', 3],
    ['whole', 2],
  ])
})
