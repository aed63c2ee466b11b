import { drizzle } from 'drizzle-orm/d1'
import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { insertPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dueAt } from '#shared/privacy/due-at.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { requireCluster } from './find-cluster.ts'

/** Has everything that is known of a customer put together. A 404 problem when there is no such customer. */
export async function startExport(
  env: Env,
  { tenant, role, actor }: Access,
  customerId: string,
): Promise<PrivacyRequestView> {
  const { tenantId } = tenant
  const cluster = await requireCluster(env, tenant, customerId)
  const nowMs = Date.now()
  const row = await insertPrivacyRequest(drizzle(env.DB), {
    tenantId,
    requestId: newId('prq', nowMs, Math.random),
    kind: 'export',
    customerId: cluster.customerId,
    status: 'running',
    requestedAt: nowMs,
    requestedBy: role === 'customer' ? 'person' : actor,
    dueAt: dueAt(nowMs, tenant.country),
  })
  await env.JOBS_QUEUE.send({ version: 1, kind: 'export-person', tenantId, requestId: row.requestId })
  return privacyRequestView(row, tenant)
}
