import { drizzle } from 'drizzle-orm/d1'
import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { insertPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { dueAt } from '#shared/privacy/due-at.ts'
import { correctionWishEvent } from '#shared/privacy/privacy-events.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { requireCluster } from './find-cluster.ts'
import { recordPrivacyEvents } from './record-privacy-events.ts'

/** Opens a request for staff to correct something; what is wanted is noted with the customer. */
export async function openCorrection(
  env: Env,
  { tenant, role, actor }: Access,
  customerId: string,
  wish: { readonly traits: JsonObject; readonly note: string },
): Promise<PrivacyRequestView> {
  const cluster = await requireCluster(env, tenant, customerId)
  const nowMs = Date.now()
  const row = await insertPrivacyRequest(drizzle(env.DB), {
    tenantId: tenant.tenantId,
    requestId: newId('prq', nowMs, Math.random),
    kind: 'correction',
    customerId: cluster.customerId,
    status: 'open',
    requestedAt: nowMs,
    requestedBy: role === 'customer' ? 'person' : actor,
    dueAt: dueAt(nowMs, tenant.country),
  })
  await recordPrivacyEvents(
    env,
    tenant,
    cluster.customerId,
    (noted) => correctionWishEvent(noted, wish),
    row.requestId,
  )
  return privacyRequestView(row, tenant)
}
