import type { Context } from 'hono'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import type { Session } from '#shared/contracts/sessions.ts'
import type { UserAccountRow, UserSessionRow } from '#shared/database/tables/account.ts'
import { loadTenant } from '../credentials/load-tenant.ts'
import { startSession } from '../credentials/start-session.ts'
import type { ApiEnv } from './api-env.ts'
import { ProblemError } from './problems.ts'
import { recordSignIn } from './record-sign-in.ts'
import { refuseClosedTenant } from './refuse-closed-tenant.ts'

/** Starts a session for an account whose owner showed who they are. A 403 problem when the shop is closed to them. */
export async function admit(
  context: Context<ApiEnv>,
  account: UserAccountRow,
  method: UserSessionRow['method'],
  nowMs: number,
): Promise<Session> {
  const tenant = await loadTenant(context.env.DB, account.tenantId, nowMs)
  if (tenant === undefined) throw new ProblemError('unauthenticated', 'The shop is gone')
  const mayResume = permissionsOfRole[account.role].includes('tenant:close')
  refuseClosedTenant(tenant, mayResume ? 'tenant:close' : undefined)
  const userAgent = context.req.header('user-agent') ?? ''
  const session = await startSession(account, tenant, { method, userAgent }, context.env, nowMs)
  await recordSignIn(context, account, 201)
  return session
}
