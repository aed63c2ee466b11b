import { drizzle } from 'drizzle-orm/d1'
import { advanceBackfillRun, listStandingBackfillRuns } from '#shared/database/backfill-runs.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'

/**
 * Sends the message again of every back-fill that has stood still for IMPORT_IDLE_AFTER_MS. One that has not moved for a
 * day is called failed. To be run every minute.
 */
export async function continueBackfills(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'IMPORT_IDLE_AFTER_MS'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  const idleSinceMs = nowMs - Number(env.IMPORT_IDLE_AFTER_MS)
  for (const standing of await listStandingBackfillRuns(database, idleSinceMs)) {
    const { tenantId, runId, progressedAt } = standing
    if (progressedAt < nowMs - dayMs) {
      const failure = 'It made no progress for a day'
      await advanceBackfillRun(database, standing, { state: 'failed', failure, finishedAt: nowMs })
    } else {
      await env.JOBS_QUEUE.send({ version: 1, kind: 'backfill', tenantId, runId })
    }
  }
}
