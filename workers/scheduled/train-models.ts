import { drizzle } from 'drizzle-orm/d1'
import { listActiveJobs, listLatestJobs } from '#shared/database/jobs.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { trainables } from '#shared/predictions/trainables.ts'
import type { Env } from '../env.ts'
import { startJob } from '../start-job.ts'
import { tenantsAtNight } from './tenants-at-night.ts'

/** Less than a week, so that it is the same night every week. */
const trainAgainAfterMs = 7 * dayMs - 6 * hourMs

/**
 * Trains each kind of model of each tenant anew once a week, at night and one after the other. To be run every minute.
 */
export async function trainModels(env: Pick<Env, 'DB' | 'JOBS_QUEUE'>, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  for (const { tenantId } of await tenantsAtNight(env, nowMs)) {
    if ((await listActiveJobs(database, tenantId)).length > 0) continue
    const latest = await listLatestJobs(database, tenantId, 'train-model', nowMs - trainAgainAfterMs)
    const trained = new Set(latest.map(({ model }) => model))
    const due = [...trainables.keys()].find((kind) => !trained.has(kind))
    if (due === undefined) continue
    await startJob(env, { tenantId, kind: 'train-model', model: due, startedBy: 'schedule' }, nowMs)
  }
}
