import { drizzle } from 'drizzle-orm/d1'
import { refreshableUntil } from '#shared/access/decide-refresh.ts'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import { secondFactorDueAt } from '#shared/access/second-factor-demand.ts'
import type { UserSessionRow } from '#shared/database/tables/account.ts'
import type { AccountName } from '#shared/database/user-accounts.ts'
import {
  type EndedSessions,
  endSessions,
  findSession,
  type SessionWithAccount,
} from '#shared/database/user-sessions.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { readAccessToken } from './access-token.ts'
import { endLiveSockets } from './end-live-sockets.ts'
import { loadTenant } from './load-tenant.ts'
import { RecentValues } from './recent-values.ts'

/** With the second that others go on while one looks again, a change is felt everywhere within five. */
const keptMs = 4 * secondMs
const recentSessions = new RecentValues<SessionWithAccount>(10_000, keptMs)

/**
 * Who an access token belongs to; undefined when it is not good, its session has ended or its account may not sign in.
 * The role is the one the account has now, not the one in the token.
 */
export async function findSessionAccess(token: string, env: Env, nowMs: number): Promise<Access | undefined> {
  const claims = await readAccessToken(token, env, nowMs)
  if (claims === undefined) return undefined
  const found = await recentSessions.get(claims.sid, nowMs, () => findSession(drizzle(env.DB), claims.sid))
  if (found === undefined || !isGoing(found, env, nowMs)) return undefined
  const { session, role, email, totpConfirmedAt, accountCreatedAt: createdAt } = found
  if (session.userId !== claims.sub || session.tenantId !== claims.tid) return undefined
  const tenant = await loadTenant(env.DB, session.tenantId, nowMs)
  if (tenant === undefined) return undefined
  return {
    tenant,
    kind: 'user',
    role,
    permissions: new Set(permissionsOfRole[role]),
    actor: email,
    userId: session.userId,
    sessionId: session.sessionId,
    keyId: '',
    connectionId: '',
    allowedOrigins: null,
    credentialEndsAt: refreshableUntil(session),
    secondFactorDueAt: secondFactorDueAt(tenant, { role, createdAt, totpConfirmedAt }, session.method),
  }
}

/** Whether a session goes on and its account may be signed in. The published demo accounts are refused by production. */
export function isGoing(
  { session, status, isDemo }: SessionWithAccount,
  env: Pick<Env, 'ENVIRONMENT'>,
  nowMs: number,
): boolean {
  const isRefused = isDemo && env.ENVIRONMENT === 'production'
  return session.revokedAt === null && nowMs < session.expiresAt && status === 'active' && !isRefused
}

/** Ends sessions of an account: at once in this Worker and on open feeds, within five seconds in others. Tells how many. */
export async function endAccountSessions(
  env: Pick<Env, 'DB' | 'LIVE_FEED'>,
  name: AccountName,
  which: EndedSessions,
  because: NonNullable<UserSessionRow['revokedBecause']>,
  nowMs: number,
): Promise<number> {
  const ended = await endSessions(drizzle(env.DB), name, which, because, nowMs)
  for (const sessionId of ended) recentSessions.forget(sessionId)
  await endLiveSockets(env, name.tenantId, ended, nowMs)
  return ended.length
}

/** To be called when an account has changed: this Worker sees it at once, and open feeds are to be opened anew. */
export async function forgetSessions(
  env: Pick<Env, 'DB' | 'LIVE_FEED'>,
  tenantId: string,
  sessions: readonly Pick<UserSessionRow, 'sessionId'>[],
  nowMs: number,
): Promise<void> {
  const sessionIds = sessions.map(({ sessionId }) => sessionId)
  for (const sessionId of sessionIds) recentSessions.forget(sessionId)
  await endLiveSockets(env, tenantId, sessionIds, nowMs)
}
