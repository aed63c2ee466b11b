import { drizzle } from 'drizzle-orm/d1'
import {
  advanceStatement,
  listDueDestinations,
  listStandingDestinationRuns,
} from '#shared/database/destination-runs.ts'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { startDestinationRun } from '../start-destination-run.ts'

/** A destination that could not be told who was erased is tried again after so long. */
const toldAgainAfterMs = 15 * minuteMs

/**
 * Begins the runs of destinations that are due, or that have to be told who was erased, and sends the message again of runs
 * that stand still. One that has not moved for a day is called failed. To be run every minute.
 */
export async function continueDestinations(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'IMPORT_IDLE_AFTER_MS'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  for (const standing of await listStandingDestinationRuns(
    database,
    nowMs - Number(env.IMPORT_IDLE_AFTER_MS),
  )) {
    const { tenantId, runId, progressedAt } = standing
    if (progressedAt < nowMs - dayMs) {
      const failure = 'It made no progress for a day'
      const { text, values } = advanceStatement(standing, { state: 'failed', failure, finishedAt: nowMs })
      await env.DB.prepare(text)
        .bind(...values)
        .run()
    } else {
      await env.JOBS_QUEUE.send({ version: 1, kind: 'send-customers', tenantId, runId })
    }
  }
  for (const destination of await listDueDestinations(database, nowMs, nowMs - toldAgainAfterMs)) {
    await startDestinationRun(env, destination, nowMs)
  }
}
