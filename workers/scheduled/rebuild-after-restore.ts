import { drizzle } from 'drizzle-orm/d1'
import { listLatestJobs } from '#shared/database/jobs.ts'
import { findPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { latestErasure } from '../latest-erasure.ts'
import { startJob } from '../start-job.ts'
import { eachTenant } from './each-tenant.ts'

/** Time Travel reaches back thirty days; a request that is older may be gone because it was kept long enough. */
const reachDays = 31
/** One that failed, or could not bring the erasure back, is not begun anew each minute. */
const againAfterMs = 6 * hourMs

/**
 * Begins a rebuild where D1 does not know of the erasure that was carried out last: then it was put back to an earlier moment,
 * and who was erased since is there again. The rebuild erases them first of all. To be run every minute.
 */
export async function rebuildAfterRestore(
  env: Pick<Env, 'DB' | 'ARCHIVE' | 'JOBS_QUEUE'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  const tenants = await database.select({ tenantId: tenantTable.tenantId }).from(tenantTable)
  await eachTenant(tenants, async ({ tenantId }) => {
    const latest = await latestErasure(env, tenantId)
    if (latest === undefined || latest.notedAtMs < nowMs - reachDays * dayMs) return
    const request = await findPrivacyRequest(database, tenantId, latest.requestId)
    if (request?.status === 'done') return
    // D1 that was put back has forgotten such a job, so one it knows of has had this very erasure before it.
    const sinceMs = Math.max(latest.notedAtMs, nowMs - againAfterMs)
    if ((await listLatestJobs(database, tenantId, 'rebuild', sinceMs)).length > 0) return
    await startJob(env, { tenantId, kind: 'rebuild', model: null, startedBy: 'schedule' }, nowMs)
  })
}
