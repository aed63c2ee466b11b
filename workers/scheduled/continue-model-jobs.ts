import { drizzle } from 'drizzle-orm/d1'
import {
  advanceJobStatement,
  listJobsToSweep,
  listStandingJobs,
  noteJobSwept,
} from '#shared/database/jobs.ts'
import { findVersionOfJob } from '#shared/database/model-versions.ts'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { removeJobFiles } from '../job-ports.ts'
import { removeUnregistered } from '../model-artifacts.ts'
import { runStatements } from '../run-statements.ts'

/** By then nobody is at work any more who had not heard that the job ended. */
const sweepAfterMs = 15 * minuteMs

/**
 * Sends the message again of jobs that stand still; one that has not moved for a day is called failed. Removes what jobs
 * that ended a while ago may have left. To be run every minute.
 */
export async function continueModelJobs(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'UPLOADS' | 'ARCHIVE' | 'IMPORT_IDLE_AFTER_MS'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  for (const standing of await listStandingJobs(database, nowMs - Number(env.IMPORT_IDLE_AFTER_MS))) {
    const { tenantId, jobId, kind, step, progressedAt } = standing
    if (progressedAt < nowMs - dayMs) {
      const failure = 'It made no progress for a day'
      const changes = { state: 'failed', failure, finishedAt: nowMs } as const
      await runStatements(env.DB, [advanceJobStatement(standing, changes, null)])
    } else {
      await env.JOBS_QUEUE.send({ version: 1, kind, tenantId, jobId, step })
    }
  }
  for (const { tenantId, jobId, kind, model } of await listJobsToSweep(database, nowMs - sweepAfterMs)) {
    await removeJobFiles(env, tenantId, jobId)
    if (kind !== 'score-customers' && model !== null) {
      const registered = await findVersionOfJob(database, tenantId, model, jobId)
      await removeUnregistered(env, { tenantId, kind: model, jobId }, registered?.artifactKey)
    }
    await noteJobSwept(database, { tenantId, jobId })
  }
}
