import { drizzle } from 'drizzle-orm/d1'
import { findPrivacyRequest } from '#shared/database/privacy-requests.ts'
import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

/** A request of the tenant; a 404 problem when there is none of that id. */
export async function requirePrivacyRequest(
  env: Env,
  { tenantId }: Tenant,
  requestId: string,
): Promise<PrivacyRequestRow> {
  const row = await findPrivacyRequest(drizzle(env.DB), tenantId, requestId)
  if (row === undefined) throw new ProblemError('not-found', 'There is no such request')
  return row
}
