import { dayMs, secondMs } from '../kernel/time.ts'

/** How long a session lasts at most, and how long without being used. */
export const sessionLifeMs = 30 * dayMs
export const idleLifeMs = 14 * dayMs
/** Two tabs may refresh at once: the token before the present one is good for so long after the exchange. */
export const repeatMs = 30 * secondMs

/** What of a session decides about its refresh token. */
export interface RefreshableSession {
  readonly refreshCount: number
  readonly refreshedAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/**
 * What becomes of a refresh token whose number is `count`. `rotate`: it is the present one and is exchanged. `repeat`:
 * it was exchanged a moment ago, so the present one is given again. `reused`: it was exchanged long ago, so somebody has
 * a copy, and the session ends (RFC 9700, 4.14.2). `ended`: the session is over already.
 */
export function decideRefresh(
  session: RefreshableSession,
  count: number,
  nowMs: number,
): 'rotate' | 'repeat' | 'reused' | 'ended' {
  const { refreshCount, refreshedAt, expiresAt, revokedAt } = session
  if (revokedAt !== null || nowMs >= expiresAt || nowMs - refreshedAt >= idleLifeMs) return 'ended'
  if (count === refreshCount) return 'rotate'
  return count === refreshCount - 1 && nowMs - refreshedAt <= repeatMs ? 'repeat' : 'reused'
}

/** Until when the session's refresh token is good, if nothing happens. */
export function refreshableUntil(session: RefreshableSession): number {
  return Math.min(session.expiresAt, session.refreshedAt + idleLifeMs)
}
