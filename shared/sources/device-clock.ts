import { dayMs, minuteMs, parseIso } from '../kernel/time.ts'

/** A clock that is less than this off is believed as it is. */
export const clockToleranceMs = 5 * minuteMs

/**
 * When a call happened, UTC epoch ms.
 *
 * A device whose clock is wrong stamps the call and its sending with the same wrong clock, so `sentAt - timestamp` is
 * right even then, and `receivedAt - (sentAt - timestamp)` is the corrected moment (Segment's rule). The SDKs stamp
 * `sentAt` anew with each retry, so the correction is a little different every time; it is therefore made only where the
 * clock is wrong by more than {@link clockToleranceMs}. With a right clock the moment is `timestamp` itself, the same
 * on every retry.
 *
 * Nothing happens after it was received: a moment more than a day ahead becomes the moment of receipt. Less than a day
 * is let through, since it keeps the order of calls that name no `sentAt` to correct by.
 *
 * `timestamp` and `sentAt` are ISO 8601 texts; without `timestamp` the call happened when it was received. Undefined
 * when `timestamp` is there but is not a moment. A `sentAt` that is not a moment, or before `timestamp`, is ignored.
 */
export function callOccurredAt(
  timestamp: unknown,
  sentAt: unknown,
  receivedAtMs: number,
): number | undefined {
  if (timestamp === undefined || timestamp === null) return receivedAtMs
  const timestampMs = typeof timestamp === 'string' ? parseIso(timestamp) : undefined
  if (timestampMs === undefined) return undefined
  const sentAtMs = typeof sentAt === 'string' ? parseIso(sentAt) : undefined
  const clockErrorMs = sentAtMs === undefined || sentAtMs < timestampMs ? 0 : sentAtMs - receivedAtMs
  const occurredAtMs = Math.abs(clockErrorMs) > clockToleranceMs ? timestampMs - clockErrorMs : timestampMs
  return occurredAtMs > receivedAtMs + dayMs ? receivedAtMs : Math.max(0, occurredAtMs)
}
