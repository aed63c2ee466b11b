import { drizzle } from 'drizzle-orm/d1'
import { insertPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dueAt } from '#shared/privacy/due-at.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'

/** Keeps the proof that a request was answered at once. */
export async function noteAnswered(
  env: Env,
  { tenant, role, actor }: Access,
  kind: 'restriction' | 'objection',
  customerId: string,
): Promise<void> {
  const nowMs = Date.now()
  await insertPrivacyRequest(drizzle(env.DB), {
    tenantId: tenant.tenantId,
    requestId: newId('prq', nowMs, Math.random),
    kind,
    customerId,
    status: 'done',
    requestedAt: nowMs,
    requestedBy: role === 'customer' ? 'person' : actor,
    completedAt: nowMs,
    dueAt: dueAt(nowMs, tenant.country),
  })
}
