import { drizzle } from 'drizzle-orm/d1'
import { listActiveJobs, listLatestJobs } from '#shared/database/jobs.ts'
import { dayIn, dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { startJob } from '../start-job.ts'
import { tenantsAtNight } from './tenants-at-night.ts'

/**
 * Forecasts the sales of each tenant anew once a night, when nothing else goes on: then the day before is known whole. To be run every minute.
 */
export async function forecastNightly(env: Pick<Env, 'DB' | 'JOBS_QUEUE'>, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  for (const { tenantId, timeZone } of await tenantsAtNight(env, nowMs)) {
    const [latest] = await listLatestJobs(database, tenantId, 'forecast-sales', nowMs - dayMs)
    const isToday = latest !== undefined && dayIn(timeZone, latest.startedAt) === dayIn(timeZone, nowMs)
    if (isToday || (await listActiveJobs(database, tenantId)).length > 0) continue
    await startJob(env, { tenantId, kind: 'forecast-sales', model: null, startedBy: 'schedule' }, nowMs)
  }
}
