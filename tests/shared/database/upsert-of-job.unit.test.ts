import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { forecastAlertStatements, type NewAlertRow } from '#shared/database/forecast-alerts.ts'
import { forecastRunStatements } from '#shared/database/forecast-runs.ts'
import { deleteForecastsOfOtherRuns, forecastStatements } from '#shared/database/forecasts.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import { newForecast, plainBasis } from '#tests/support/forecast-shop.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

const job = (jobId: string, tenantId = 'one') => ({ tenantId, jobId })

function addJob(jobId: string, state: JobRow['state'], tenantId = 'one'): void {
  database.run([
    {
      text: `insert into job (tenant_id, job_id, kind, state, phase, step, progress_permille, retry_count, customer_count,
        result_count, seed, started_by, started_at, progressed_at) values (?, ?, 'forecast-sales', ?, '', 0, 0, 0, 0, 0, 1, '', 0, 0)`,
      values: [tenantId, jobId, state],
    },
  ])
}

function row(sku: string, unitsNext28: number) {
  const {
    tenantId: _,
    runId: __,
    ...rest
  } = newForecast({ tenantId: '', runId: '', level: 'sku', sku, unitsNext28 })
  return rest
}

const forecasts = () =>
  database.all('select tenant_id, run_id, sku, units_next_28, members from forecast order by 1, 3')

beforeEach(() => {
  database.run(
    ['job', 'forecast', 'forecast_run', 'forecast_alert'].map((table) => ({
      text: `delete from ${table}`,
      values: [],
    })),
  )
  addJob('now', 'running')
  addJob('over', 'cancelled')
  addJob('theirs', 'running', 'two')
})

describe('rows of a job', () => {
  it('take the place of those with their key, of their own tenant alone, and may be written again', () => {
    database.run(forecastStatements(job('theirs', 'two'), [row('mug', 1)]))
    for (let time = 0; time < 2; time += 1) {
      database.run(forecastStatements(job('now'), [row('mug', 2), row('cup', 3)]))
      database.run(forecastStatements(job('now'), [row('mug', 4)]))
    }
    expect(forecasts()).toEqual([
      { tenant_id: 'one', run_id: 'now', sku: 'cup', units_next_28: 3, members: '[["theta",1]]' },
      { tenant_id: 'one', run_id: 'now', sku: 'mug', units_next_28: 4, members: '[["theta",1]]' },
      { tenant_id: 'two', run_id: 'theirs', sku: 'mug', units_next_28: 1, members: '[["theta",1]]' },
    ])
  })

  it('are not written, nor others deleted, for one that has ended or never was', () => {
    database.run(forecastStatements(job('now'), [row('mug', 2)]))
    const before = forecasts()
    for (const jobId of ['over', 'unknown', 'theirs']) {
      database.run([
        ...forecastStatements(job(jobId), [row('mug', 9), row('jug', 9)]),
        ...forecastAlertStatements(job(jobId), 5, [alert(5)]),
        ...forecastRunStatements(job(jobId), {
          madeAt: 1,
          asOfDay: 1,
          basis: plainBasis(1),
          responses: {},
          seriesCount: 1,
          laneCounts: {},
          toldKey: null,
        }),
        deleteForecastsOfOtherRuns(job(jobId), 100),
      ])
    }
    expect(forecasts()).toEqual(before)
    expect(database.all('select * from forecast_run')).toEqual([])
    expect(database.all('select * from forecast_alert')).toEqual([])
  })

  it('of other runs are deleted some at a time, and those of the job stay', () => {
    addJob('before', 'running')
    database.run(forecastStatements(job('before'), [row('mug', 1), row('cup', 1), row('jug', 1)]))
    database.run(forecastStatements(job('now'), [row('mug', 2)]))
    database.run([deleteForecastsOfOtherRuns(job('now'), 1)])
    expect(forecasts()).toHaveLength(2)
    database.run([deleteForecastsOfOtherRuns(job('now'), 10)])
    expect(forecasts().map(({ sku, run_id: runId }) => [sku, runId])).toEqual([['mug', 'now']])
  })
})

function alert(toDay: number, kind: NewAlertRow['kind'] = 'sales-above'): NewAlertRow {
  return {
    toDay,
    kind,
    ...{ level: 'sku', sku: 'mug', storeId: '', category: '', region: '', name: 'Mug' },
    ...{ actual: 9, expected: 3, low: 1, high: 5, worthMinor: 600, noticedAt: 1 },
  }
}

describe('alerts', () => {
  const noted = () =>
    database
      .all('select to_day, kind, actual from forecast_alert order by 1, 2')
      .map((each) => Object.values(each))

  it('take the place of those about the same days', () => {
    database.run(forecastAlertStatements(job('now'), 20, [alert(20), alert(20, 'sales-below')]))
    database.run(forecastAlertStatements(job('now'), 20, [{ ...alert(20), actual: 10 }]))
    expect(noted()).toEqual([[20, 'sales-above', 10]])
  })

  it('are no news within a week, but those of another kind are', () => {
    database.run(forecastAlertStatements(job('now'), 20, [alert(20)]))
    database.run(forecastAlertStatements(job('now'), 26, [alert(26), alert(26, 'sales-below')]))
    database.run(forecastAlertStatements(job('now'), 27, [alert(27)]))
    expect(noted()).toEqual([
      [20, 'sales-above', 9],
      [26, 'sales-below', 9],
      [27, 'sales-above', 9],
    ])
  })
})
