import { localVars } from '#scripts/local-vars.ts'
import { demoTenantId } from '#scripts/provision-demo-tenant.ts'
import { newRefreshToken } from '#workers/credentials/refresh-token.ts'
import { signIn as openSessions, type SignedIn } from './callers.ts'
import { goodClaims, ownToken } from './hostile-tokens.ts'

/** A session of somebody, made without a password: of a new account, or of one that is there. */
export async function openedSession(
  database: D1Database,
  userId?: string,
): Promise<SignedIn & { refreshToken: string }> {
  const [session] = await openSessions(database, [{ tenantId: demoTenantId, role: 'analyst' }])
  if (session === undefined) throw new Error('no session was made')
  const { sessionId } = session
  if (userId !== undefined) {
    await database
      .prepare('update user_session set user_id = ? where session_id = ?')
      .bind(userId, sessionId)
      .run()
  }
  const refreshToken = await newRefreshToken({ sessionId, count: 0 }, localVars)
  const claims = { sub: userId ?? session.userId, tid: demoTenantId, sid: sessionId, role: session.role }
  return { ...session, token: await ownToken(goodClaims(claims)), refreshToken }
}
