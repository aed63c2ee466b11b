import type { CustomerRecord } from '#shared/customers/ingest.ts'
import { runningVisit, visitPauseMs } from '#shared/features/product-views.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { readCustomerHistories } from './read-histories.ts'
import { readViews } from './read-views.ts'
import type { RecommendationWish } from './recommend.ts'

/** A longer visit is not looked at further back. */
const longestVisitMs = 8 * visitPauseMs

/** What may be used of a customer now; nothing where profiling is refused. */
export interface CustomerSignalsOfNow extends Pick<RecommendationWish, 'history' | 'visit'> {
  readonly isRefused: boolean
}

/**
 * What a customer bought, and is looking at: the visit as the customer's own object has it, so a view counts as soon as it was
 * taken in. Nothing of somebody who is not to be profiled.
 */
export async function customerSignals(
  env: Pick<Env, 'DB' | 'CUSTOMER'>,
  tenant: Tenant,
  { customerId, state }: CustomerRecord,
  nowMs: number,
): Promise<CustomerSignalsOfNow> {
  if (profilingRefusal(privacyWord(state.consents), tenant) !== null) {
    return { history: null, visit: [], isRefused: true }
  }
  const [[history], views] = await Promise.all([
    readCustomerHistories(env.DB, tenant.tenantId, [customerId]),
    readViews(env, tenant, [customerId], nowMs - longestVisitMs),
  ])
  const visit = runningVisit(views.get(customerId) ?? [], nowMs)
  return { history: history ?? null, visit: visit.map(({ productId }) => productId), isRefused: false }
}
