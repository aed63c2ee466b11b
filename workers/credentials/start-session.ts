import { drizzle } from 'drizzle-orm/d1'
import { refreshableUntil, sessionLifeMs } from '#shared/access/decide-refresh.ts'
import { secondFactorDueAt } from '#shared/access/second-factor-demand.ts'
import type { Session, SessionTokens } from '#shared/contracts/sessions.ts'
import type { UserAccountRow, UserSessionRow } from '#shared/database/tables/account.ts'
import { insertSession } from '#shared/database/user-sessions.ts'
import { newId } from '#shared/kernel/ids.ts'
import { toIso } from '#shared/kernel/time.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { accessTokenLifeMs, signAccessToken } from './access-token.ts'
import { newRefreshToken } from './refresh-token.ts'

const longestUserAgent = 300

/** Starts a session for somebody who showed who they are. */
export async function startSession(
  account: UserAccountRow,
  tenant: Tenant,
  { method, userAgent }: Pick<UserSessionRow, 'method' | 'userAgent'>,
  env: Env,
  nowMs: number,
): Promise<Session> {
  const { tenantId, userId } = account
  const session: UserSessionRow = {
    sessionId: newId('ses', nowMs, chance),
    tenantId,
    userId,
    createdAt: nowMs,
    lastUsedAt: nowMs,
    expiresAt: nowMs + sessionLifeMs,
    refreshCount: 0,
    refreshedAt: nowMs,
    method,
    userAgent: userAgent.slice(0, longestUserAgent),
    revokedAt: null,
    revokedBecause: null,
  }
  await insertSession(drizzle(env.DB), session)
  return {
    ...(await tokensOf(session, account.role, env, nowMs)),
    ...whoIsSignedIn(
      account,
      tenant,
      { sessionId: session.sessionId, secondFactorDueAt: secondFactorDueAt(tenant, account, method) },
      nowMs,
    ),
  }
}

/** The tokens of a session as it is stored now. */
export async function tokensOf(
  session: UserSessionRow,
  role: UserAccountRow['role'],
  env: Env,
  nowMs: number,
): Promise<SessionTokens> {
  const { sessionId, tenantId, userId, refreshCount } = session
  return {
    token: await signAccessToken({ sub: userId, tid: tenantId, sid: sessionId, role }, env, nowMs),
    expiresAt: toIso(nowMs + accessTokenLifeMs),
    refreshToken: await newRefreshToken({ sessionId, count: refreshCount }, env),
    refreshTokenExpiresAt: toIso(refreshableUntil(session)),
  }
}

/** Who is signed in, as the API shows it. */
export function whoIsSignedIn(
  { userId, email, displayName, role }: UserAccountRow,
  { tenantId, name, currency, timeZone, country }: Tenant,
  { sessionId, secondFactorDueAt: dueAt }: Pick<Access, 'sessionId' | 'secondFactorDueAt'>,
  nowMs: number,
) {
  return {
    sessionId,
    user: { userId, email, displayName, role },
    tenant: { tenantId, name, currency, timeZone, country },
    secondFactor: {
      dueAt: dueAt === null ? null : toIso(dueAt),
      isMissing: dueAt !== null && dueAt <= nowMs,
    },
  }
}

/** Chance that nobody can foresee, in [0, 1). */
function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}
