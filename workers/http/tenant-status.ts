import { drizzle } from 'drizzle-orm/d1'
import type { TenantView } from '#shared/contracts/tenant.ts'
import { insertPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { updateTenant } from '#shared/database/tenants.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dueAt } from '#shared/privacy/due-at.ts'
import { endLiveSockets } from '../credentials/end-live-sockets.ts'
import { forgetTenant } from '../credentials/load-tenant.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'
import { readTenant } from './read-tenant.ts'

/** Suspends a shop, or resumes it: at once in this Worker and on open feeds, within five seconds in others. */
export async function setTenantStatus(
  env: Env,
  tenantId: string,
  status: 'active' | 'suspended',
  nowMs: number,
): Promise<TenantView> {
  await updateTenant(drizzle(env.DB), tenantId, { status })
  forgetTenant(tenantId)
  if (status === 'suspended') await endLiveSockets(env, tenantId, 'all', nowMs)
  return readTenant(env, tenantId)
}

/**
 * Has a shop deleted with everything in it, by a job that begins after two minutes. `actor` is named in the request that
 * keeps the receipt. A 409 problem when the confirmation is not the shop's name.
 */
export async function beginTenantDeletion(
  env: Env,
  tenantId: string,
  { confirmation, actor }: { confirmation: string; actor: string },
  nowMs: number,
): Promise<TenantView> {
  const { name, country, status } = await readTenant(env, tenantId)
  if (confirmation !== name)
    throw new ProblemError('conflict', 'The confirmation is not the name of the shop')
  if (status === 'deleting') throw new ProblemError('conflict', 'The shop is being deleted, or was')
  const database = drizzle(env.DB)
  await insertPrivacyRequest(database, {
    tenantId,
    requestId: newId('prq', nowMs, Math.random),
    kind: 'shop-erasure',
    customerId: '',
    status: 'running',
    requestedAt: nowMs,
    requestedBy: actor,
    dueAt: dueAt(nowMs, country),
  })
  await updateTenant(database, tenantId, { status: 'deleting' })
  forgetTenant(tenantId)
  await endLiveSockets(env, tenantId, 'all', nowMs)
  return readTenant(env, tenantId)
}
