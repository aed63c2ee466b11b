import { drizzle } from 'drizzle-orm/d1'
import { findPrivacyRequest } from '#shared/database/privacy-requests.ts'
import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import type { Env } from '../../../env.ts'
import type { Access } from '../../api-env.ts'
import { requireCluster } from '../../find-cluster.ts'
import { requireOwnCustomer } from '../../find-own-customer.ts'
import { ProblemError } from '../../problems.ts'

/**
 * An export that the person asked for. A 404 problem for one of somebody else, for one that staff made, and for one of a
 * customer that a merge or an undo has changed since: it may hold what is not theirs.
 */
export async function requireOwnExport(
  env: Env,
  access: Access,
  requestId: string,
): Promise<PrivacyRequestRow> {
  const customerId = await requireOwnCustomer(env, access)
  const row = await findPrivacyRequest(drizzle(env.DB), access.tenant.tenantId, requestId)
  const isOwn = row?.kind === 'export' && row.requestedBy === 'person' && row.customerId === customerId
  if (!isOwn) throw new ProblemError('not-found', 'There is no such export')
  const { merges, splits } = await requireCluster(env, access.tenant, customerId)
  const isUndone = merges.some(({ undoneAtMs }) => (undoneAtMs ?? 0) >= row.requestedAt)
  const isSplit = splits.some(({ splitAtMs }) => splitAtMs >= row.requestedAt)
  if (isUndone || isSplit) throw new ProblemError('not-found', 'The export is out of date: make it again')
  return row
}
