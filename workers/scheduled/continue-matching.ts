import { drizzle } from 'drizzle-orm/d1'
import {
  advanceMatchingRun,
  listStandingMatchingRuns,
  listTenantsDueForMatching,
} from '#shared/database/matching-runs.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { startMatchingRun } from '../start-matching-run.ts'

/**
 * Begins the daily matching run of tenants that are due, and sends the message again of runs that stand still. One that
 * has not moved for a day is called failed. To be run every minute.
 */
export async function continueMatching(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'IMPORT_IDLE_AFTER_MS'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  for (const standing of await listStandingMatchingRuns(database, nowMs - Number(env.IMPORT_IDLE_AFTER_MS))) {
    const { tenantId, runId, progressedAt } = standing
    if (progressedAt < nowMs - dayMs) {
      const failure = 'It made no progress for a day'
      await advanceMatchingRun(database, standing, { state: 'failed', failure, finishedAt: nowMs })
    } else {
      await env.JOBS_QUEUE.send({ version: 1, kind: 'match-customers', tenantId, runId })
    }
  }
  for (const tenantId of await listTenantsDueForMatching(database, nowMs - dayMs)) {
    await startMatchingRun(env, tenantId, nowMs)
  }
}
