import { hourMs, minuteMs } from '../kernel/time.ts'

/** So many wrong passwords or codes in a row cost nothing. */
export const freeAttempts = 4
const firstLockMs = minuteMs
const longestLockMs = hourMs

/**
 * Until when an account takes no password after `failedCount` wrong ones in a row; null while it does. The fifth locks it
 * for a minute, each further one for twice as long, up to an hour.
 */
export function lockedUntil(failedCount: number, nowMs: number): number | null {
  if (failedCount <= freeAttempts) return null
  return nowMs + Math.min(longestLockMs, firstLockMs * 2 ** (failedCount - freeAttempts - 1))
}
