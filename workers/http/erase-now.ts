import { drizzle } from 'drizzle-orm/d1'
import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { findPrivacyRequest } from '#shared/database/privacy-requests.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { type RequestedErasure, requestErasure } from '../request-erasure.ts'
import { decideIdentity } from './decide-identity.ts'

/** Forgets a customer, most often everywhere by the time it answers. Throws a problem when it cannot be decided. */
export async function eraseNow(
  env: Env,
  tenant: Tenant,
  asked: Omit<RequestedErasure, 'requestId'>,
): Promise<PrivacyRequestView> {
  const nowMs = Date.now()
  const requestId = newId('prq', nowMs, Math.random)
  const erased = await decide(env, tenant, { ...asked, requestId })
  const row = erased.isCarriedOut
    ? await findPrivacyRequest(drizzle(env.DB), tenant.tenantId, requestId)
    : undefined
  const running = {
    requestId,
    kind: 'erasure' as const,
    mode: asked.mode,
    customerId: erased.customerId,
    status: 'running' as const,
    requestedAt: nowMs,
    requestedBy: asked.by,
    completedAt: null,
    dueAt: null,
    resultUntil: null,
    receipt: [],
  }
  return privacyRequestView(row ?? running, tenant)
}

/** Once the directory has decided, the erasure goes on by itself, whatever becomes of this call. */
async function decide(
  env: Env,
  tenant: Tenant,
  request: RequestedErasure,
): Promise<{ customerId: string; isCarriedOut: boolean }> {
  let decided: { customerId: string } | undefined
  try {
    const { customerId } = await decideIdentity<{ customerId: string }>(env, tenant, async () => {
      const reply = await requestErasure(env, tenant, request)
      const outcome: Result<{ customerId: string }, IdentityFailure> = JSON.parse(reply)
      if (outcome.ok) decided = outcome.value
      return reply
    })
    return { customerId, isCarriedOut: true }
  } catch (error) {
    if (decided === undefined) throw error
    // biome-ignore lint/suspicious/noConsole: the caller is answered all the same, and the directory's alarm tries again
    console.error(JSON.stringify({ level: 'error', requestId: request.requestId, ...errorReport(error) }))
    return { customerId: decided.customerId, isCarriedOut: false }
  }
}
