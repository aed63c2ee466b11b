import { isAllowedOrigin } from '#shared/access/allowed-origin.ts'
import { findApiKey } from '../credentials/find-api-key.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { limitSender } from './limit-calls.ts'
import { ProblemError } from './problems.ts'
import { refuseClosedTenant } from './refuse-closed-tenant.ts'

/**
 * Whose events a request brings. Throws a 401 problem for a key that is none, a 403 problem for one that may not send
 * events or not from the page that is sending, and a 429 problem for one that sends far too many requests.
 */
export async function findSender(
  key: string | undefined,
  origin: string | undefined,
  wanted: string,
  env: Env,
  nowMs: number,
): Promise<Access> {
  const access = key === undefined ? undefined : await findApiKey(key, env, nowMs)
  if (access === undefined) {
    const detail = key === undefined || key === '' ? wanted : 'The key is not known'
    throw new ProblemError('unauthenticated', detail, { headers: { 'www-authenticate': 'Bearer' } })
  }
  if (!access.permissions.has('events:write')) {
    throw new ProblemError('forbidden', 'This needs the permission events:write')
  }
  if (!isAllowedOrigin(origin, access.allowedOrigins)) {
    throw new ProblemError('forbidden', 'The key is not for pages of this origin')
  }
  refuseClosedTenant(access.tenant, 'events:write')
  limitSender(access, env, nowMs)
  return access
}
