import { drizzle } from 'drizzle-orm/d1'
import { beforeEach, expect, it } from 'vitest'
import { newJob } from '#queues/jobs/new-job.ts'
import { promoteStatements } from '#shared/database/promote-version.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { ModelKind } from '#shared/predictions/prediction-kinds.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
/** Only asked for the text of statements. */
const unconnected = drizzle(undefined as never)
const tenantId = 'shop'

beforeEach(() => {
  database.run(['job', 'model_version'].map((table) => ({ text: `delete from ${table}`, values: [] })))
  for (const kind of ['churn', 'segments']) for (const version of [1, 2, 3]) enterVersion(kind, version)
})

function enterVersion(kind: string, version: number): void {
  const isInUse = version === 1
  database.run([
    {
      text: `insert into model_version (tenant_id, kind, version, state, algorithm, trained_at, promoted_at, data_from,
               data_to, row_count, feature_names, seed, parameters, metrics, baseline_metrics, verdict, importances,
               curves, artifact_key, artifact_deleted_at, job_id, origin)
             values (?, ?, ?, ?, '', 1, 1, 0, 0, 1, '[]', 1, '{}', '{}', '{}', '', '[]', '[]', ?, ?, '', 'trained')`,
      values: [
        ...[tenantId, kind, version, isInUse ? 'champion' : 'challenger', `${kind}/${version}`],
        version === 3 ? 5 : null,
      ],
    },
  ])
}

function job(change: Partial<JobRow>): JobRow {
  const told = { tenantId, jobId: 'job_1', kind: 'score-customers', model: 'churn' } as const
  return { ...newJob({ ...told, seed: 1, startedBy: 'user', startedAt: 7 }), ...change }
}

function enterJob(row: JobRow): void {
  database.run([
    {
      text: `insert into job (tenant_id, job_id, kind, model, state, phase, step, progress_permille, retry_count,
               customer_count, result_count, seed, started_by, started_at, progressed_at)
             values (?, ?, ?, ?, ?, 'collecting', 0, 0, 0, 0, 0, 1, '', 0, 0)`,
      values: [row.tenantId, row.jobId, row.kind, row.model, row.state],
    },
  ])
}

function promote(kind: ModelKind, version: number, scoring: JobRow): void {
  database.run(promoteStatements(unconnected, { tenantId, kind, version }, scoring))
}

const inUse = (kind: string) =>
  database
    .all(`select version from model_version where kind = '${kind}' and state = 'champion'`)
    .map(({ version }) => version)
const entered = (jobId: string) => database.all(`select 1 from job where job_id = '${jobId}'`).length === 1

it('takes a version into use and begins its scoring, together', () => {
  promote('churn', 2, job({ jobId: 'job_scoring' }))
  expect([inUse('churn'), entered('job_scoring')]).toEqual([[2], true])
  expect(
    database.all("select promoted_at, verdict from model_version where kind = 'churn' and version = 2"),
  ).toEqual([{ promoted_at: 7, verdict: 'Taken into use by hand. When it was trained: ' }])
  expect(inUse('segments')).toEqual([1])
})

it.each([
  { what: 'training', kind: 'train-model' },
  { what: 'measuring of an uploaded one', kind: 'evaluate-model' },
  { what: 'scoring', kind: 'score-customers' },
] as const)('does nothing when a $what of its kind began a moment before', ({ kind }) => {
  enterJob(job({ jobId: 'job_other', kind }))
  promote('churn', 2, job({ jobId: 'job_scoring' }))
  expect([inUse('churn'), entered('job_scoring')]).toEqual([[1], false])
})

it('does so too for segments, which are scored with everything and trained by themselves', () => {
  enterJob(job({ jobId: 'job_other', kind: 'train-model', model: 'segments' }))
  promote('segments', 2, job({ jobId: 'job_scoring', model: null }))
  expect(inUse('segments')).toEqual([1])
})

it('looks at nobody else: jobs of other kinds, other shops, and those that have ended', () => {
  enterJob(job({ jobId: 'job_a', model: 'segments', kind: 'train-model' }))
  enterJob(job({ jobId: 'job_b', tenantId: 'other' }))
  enterJob(job({ jobId: 'job_c', state: 'done' }))
  promote('churn', 2, job({ jobId: 'job_scoring' }))
  expect([inUse('churn'), entered('job_scoring')]).toEqual([[2], true])
})

it('leaves the one in use where the model of the other was deleted', () => {
  promote('churn', 3, job({ jobId: 'job_scoring' }))
  expect(inUse('churn')).toEqual([1])
})
