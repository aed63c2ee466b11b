import { drizzle } from 'drizzle-orm/d1'
import { publishChanges } from '#queues/jobs/score-customers/publish-changes.ts'
import { listTenantsWithChanges } from '#shared/database/prediction-changes.ts'
import { changesPorts } from '../changes-ports.ts'
import { loadTenant } from '../credentials/load-tenant.ts'
import type { Env } from '../env.ts'
import { eachTenant } from './each-tenant.ts'

/** Tells changes of predictions that whoever made them could not tell. To be run every minute. */
export async function publishWaitingChanges(
  env: Pick<Env, 'DB' | 'LIVE_FEED'>,
  nowMs: number,
): Promise<void> {
  await eachTenant(await listTenantsWithChanges(drizzle(env.DB)), async (tenantId) => {
    const tenant = await loadTenant(env.DB, tenantId, nowMs)
    if (tenant !== undefined) await publishChanges(changesPorts(env, tenant))
  })
}
