import { drizzle } from 'drizzle-orm/d1'
import { decideRefresh } from '#shared/access/decide-refresh.ts'
import type { SessionTokens } from '#shared/contracts/sessions.ts'
import type { UserAccountRow, UserSessionRow } from '#shared/database/tables/account.ts'
import { countRefresh, findSession } from '#shared/database/user-sessions.ts'
import type { Env } from '../env.ts'
import { endAccountSessions, isGoing } from './find-session.ts'
import { readRefreshToken } from './refresh-token.ts'
import { tokensOf } from './start-session.ts'

/** So often an exchange is tried when other tabs do the same at the same moment. */
const triesToExchange = 3

/** What became of an exchange. `reused`: somebody has a copy of the token, so the session was ended. */
export type RefreshOutcome =
  | { kind: 'refreshed'; tokens: SessionTokens }
  | { kind: 'refused' }
  | { kind: 'reused'; session: UserSessionRow; email: string; role: UserAccountRow['role'] }

/** Exchanges a refresh token. See {@link decideRefresh} for which are good. */
export async function refreshSession(token: string, env: Env, nowMs: number): Promise<RefreshOutcome> {
  const content = await readRefreshToken(token, env)
  if (content === undefined) return { kind: 'refused' }
  const database = drizzle(env.DB)
  for (let tries = 0; tries < triesToExchange; tries += 1) {
    const found = await findSession(database, content.sessionId)
    if (found === undefined || !isGoing(found, env, nowMs)) return { kind: 'refused' }
    const { session, role, email } = found
    switch (decideRefresh(session, content.count, nowMs)) {
      case 'ended':
        return { kind: 'refused' }
      case 'reused':
        await endAccountSessions(env, session, { only: session.sessionId }, 'token-reused', nowMs)
        return { kind: 'reused', session, email, role }
      case 'repeat':
        return { kind: 'refreshed', tokens: await tokensOf(session, role, env, nowMs) }
      case 'rotate': {
        if (!(await countRefresh(database, session, nowMs))) continue
        const rotated = { ...session, refreshCount: session.refreshCount + 1, refreshedAt: nowMs }
        return { kind: 'refreshed', tokens: await tokensOf(rotated, role, env, nowMs) }
      }
    }
  }
  return { kind: 'refused' }
}
