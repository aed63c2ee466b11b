import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobsWithFiles } from '#shared/database/jobs.ts'
import { countInactive, countOldRows, deleteOldRows, findInactive } from '#shared/database/retention.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

const database = memoryDatabase()
afterAll(() => database.close())

const idFrom = (daysAgo: number) => newId('cus', testTimeMs - daysAgo * dayMs, () => 0.5)
const newestId = newId('cus', testTimeMs - 30 * dayMs, () => 0)
const olderThanMs = testTimeMs - 100 * dayMs

function customer(customerId: string, seenDaysAgo: number | null, columns: Record<string, number> = {}) {
  const { mergedInto = null, erasedAt = null } = columns
  return {
    text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
             last_seen_at, order_count, revenue_minor, channels, merged_into, erased_at)
           values ('test', ?, 1, '', '', 0, ?, 0, 0, '[]', ?, ?)`,
    values: [
      customerId,
      seenDaysAgo === null ? 0 : testTimeMs - seenDaysAgo * dayMs,
      mergedInto === null ? null : String(mergedInto),
      erasedAt,
    ],
  }
}

beforeAll(() => {
  database.run([
    customer(idFrom(400), 101),
    customer(idFrom(401), 99),
    // Imported a week ago, with an old order.
    customer(idFrom(7), 3_000),
    customer(idFrom(402), 300, { mergedInto: 1 }),
    customer(idFrom(403), 300, { erasedAt: 1 }),
    // Nothing was ever seen of it.
    customer(idFrom(404), null),
    customer(idFrom(31), 200),
  ])
})

describe('inactive customers', () => {
  it('were last seen long ago, have been known for long, and are there', () => {
    const found = database.read(findInactive('test', olderThanMs, newestId, 10))
    expect(found.map(({ customerId }) => customerId)).toEqual([idFrom(31), idFrom(400)])
    expect(database.read(countInactive('test', olderThanMs, newestId))).toEqual([{ count: 2 }])
    expect(database.read(findInactive('other', olderThanMs, newestId, 10))).toEqual([])
  })
})

describe('old rows', () => {
  it('of the audit log go once they are older than 90 days, and no younger one ever', () => {
    const add = (auditId: string, occurredAt: number) => ({
      text: `insert into audit_log (tenant_id, audit_id, occurred_at, actor_kind, actor, role, operation, subject, status,
               request_id) values ('test', ?, ?, 'user', 'user:a', 'owner', 'getCustomer', '{}', 200, 'req')`,
      values: [auditId, occurredAt],
    })
    const nowMs = Date.now()
    database.run([add('old', nowMs - 91 * dayMs), add('young', nowMs - 89 * dayMs)])
    expect(() => database.run([deleteOldRows('audit', 'test', nowMs, 10)])).toThrow('append-only')
    const before = nowMs - 90 * dayMs
    expect(database.read(countOldRows('audit', 'test', before))).toEqual([{ count: 1 }])
    database.run([deleteOldRows('audit', 'test', before, 10)])
    expect(database.all('select audit_id from audit_log')).toEqual([{ audit_id: 'young' }])
  })

  it('of requests go only when they are answered, no more at once than was asked for', () => {
    const add = (requestId: string, status: string, completedAt: number | null) => ({
      text: `insert into privacy_request (tenant_id, request_id, kind, mode, customer_id, status, requested_at, requested_by,
               completed_at, receipt) values ('test', ?, 'export', 'delete', '', ?, 0, '', ?, '[]')`,
      values: [requestId, status, completedAt],
    })
    database.run([add('a', 'done', 1), add('b', 'done', 2), add('c', 'open', null), add('d', 'done', 50)])
    database.run([deleteOldRows('privacyRequests', 'test', 10, 1)])
    expect(database.read(countOldRows('privacyRequests', 'test', 10))).toEqual([{ count: 1 }])
    database.run([deleteOldRows('privacyRequests', 'test', 10, 5)])
    expect(database.all('select request_id from privacy_request order by 1')).toEqual([
      { request_id: 'c' },
      { request_id: 'd' },
    ])
  })
})

describe('unusual days', () => {
  it('go by when they were noticed, of one shop at a time', () => {
    const add = (tenant: string, day: string, noticedAt: number) => ({
      text: `insert into series_anomaly (tenant_id, day, series, part, actual, expected, words, noticed_at)
             values (?, ?, 'revenue', '', 1, 2, '', ?)`,
      values: [tenant, day, noticedAt],
    })
    // What a file brought in late was noticed late.
    database.run([
      add('test', '2026-01-01', 50),
      add('test', '2025-12-31', 150),
      add('other', '2026-01-01', 50),
    ])
    expect(database.read(countOldRows('unusualDays', 'test', 100))).toEqual([{ count: 1 }])
    database.run([deleteOldRows('unusualDays', 'test', 100, 10)])
    expect(database.all('select tenant_id as tenant, day from series_anomaly order by 1')).toEqual([
      { tenant: 'other', day: '2026-01-01' },
      { tenant: 'test', day: '2025-12-31' },
    ])
  })
})

describe('old jobs', () => {
  it('go when they have ended and were swept, but for the latest of each kind and model', () => {
    const add = (
      jobId: string,
      kind: string,
      model: string | null,
      startedAt: number,
      ended: number | null,
    ) => ({
      text: `insert into job (tenant_id, job_id, kind, model, state, phase, step, cursor, progress_permille, retry_count,
               customer_count, result_count, seed, started_by, started_at, progressed_at, finished_at)
             values ('test', ?1, ?2, ?3, ?4, '', 1, ?5, 0, 0, 0, 0, 1, '', ?6, 0, ?7)`,
      values: [
        jobId,
        kind,
        model,
        ended === null ? 'running' : 'done',
        jobId.endsWith('unswept') || ended === null ? '{}' : null,
        startedAt,
        ended,
      ],
    })
    database.run([
      add('a', 'train-model', 'churn', 1, 2),
      add('b', 'train-model', 'churn', 3, 4),
      add('c-unswept', 'train-model', 'churn', 2, 4),
      add('d', 'score-customers', null, 1, 2),
      add('e', 'score-customers', null, 2, 300),
      add('f', 'score-customers', 'churn', 1, 2),
      add('g', 'forecast-sales', null, 1, null),
      add('h', 'forecast-sales', null, 2, 3),
    ])
    expect(database.read(countOldRows('jobs', 'test', 100))).toEqual([{ count: 2 }])
    database.run([deleteOldRows('jobs', 'test', 100, 10)])
    expect(database.all('select job_id as id from job order by 1').map(({ id }) => id)).toEqual([
      'b',
      'c-unswept',
      'e',
      'f',
      'g',
      'h',
    ])
    expect(database.read(jobsWithFiles('test', ['a', 'c-unswept', 'g', 'h', 'never']))).toEqual([
      { jobId: 'c-unswept' },
      { jobId: 'g' },
    ])
  })
})
