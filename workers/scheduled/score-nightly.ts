import { drizzle } from 'drizzle-orm/d1'
import { listActiveJobs, listLatestJobs } from '#shared/database/jobs.ts'
import { deleteOldConsumptionEvents } from '#shared/database/prediction-changes.ts'
import { deleteExpiredPredictions } from '#shared/database/predictions.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'
import { startJob } from '../start-job.ts'
import { tenantsAtNight } from './tenants-at-night.ts'

/** Less than a day, so that it is every night. */
const scoreAgainAfterMs = 20 * hourMs
const expiredAtOnce = 5_000
const keepConsumptionEventsMs = 30 * dayMs

/**
 * Makes the predictions of every customer of a tenant anew once a night, and deletes those that nobody renewed. To be run
 * every minute.
 */
export async function scoreNightly(env: Pick<Env, 'DB' | 'JOBS_QUEUE'>, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  for (const { tenantId } of await tenantsAtNight(env, nowMs)) {
    const latest = await listLatestJobs(database, tenantId, 'score-customers', nowMs - scoreAgainAfterMs)
    if (latest.some(({ model }) => model === null)) continue
    if ((await listActiveJobs(database, tenantId)).length > 0) continue
    await runStatements(env.DB, [
      deleteExpiredPredictions(tenantId, nowMs, expiredAtOnce),
      deleteOldConsumptionEvents(tenantId, nowMs - keepConsumptionEventsMs, expiredAtOnce),
    ])
    await startJob(env, { tenantId, kind: 'score-customers', model: null, startedBy: 'schedule' }, nowMs)
  }
}
