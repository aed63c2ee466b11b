import { newJob } from '#queues/jobs/new-job.ts'
import type { JobView } from '#shared/contracts/jobs.ts'

interface StandingJob extends Pick<JobView, 'kind' | 'model'> {
  readonly jobId: string
  readonly startedAtMs: number
  /** When it began, unless said. */
  readonly progressedAtMs?: number
}

/** Writes down a job of the demo tenant of which no message tells: it is at its beginning, and stays there until the schedule looks. */
export async function insertStandingJob(
  database: D1Database,
  { jobId, kind, model, startedAtMs, progressedAtMs = startedAtMs }: StandingJob,
): Promise<void> {
  const told = {
    tenantId: 'demo',
    jobId,
    kind,
    model,
    seed: 1,
    startedBy: 'schedule',
    startedAt: startedAtMs,
  }
  const { state, phase, step, cursor } = newJob(told)
  await database
    .prepare(
      `insert into job (tenant_id, job_id, kind, model, state, phase, step, cursor, progress_permille, retry_count,
         customer_count, result_count, seed, started_by, started_at, progressed_at)
       values ('demo', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 1, 'schedule', ?, ?)`,
    )
    .bind(jobId, kind, model, state, phase, step, cursor, startedAtMs, progressedAtMs)
    .run()
}
