/** How often something may be done: `capacity` times at once, and `perSecond` times a second for as long as one likes. */
export interface BucketRule {
  readonly capacity: number
  readonly perSecond: number
}

/** What was left in a bucket, and when. */
export interface Bucket {
  readonly tokens: number
  readonly atMs: number
}

export interface BucketAnswer {
  readonly bucket: Bucket
  readonly isAllowed: boolean
  /** Whole calls that are left. */
  readonly remaining: number
  /** Seconds until the bucket is full again. */
  readonly resetSeconds: number
  /** Seconds until the next call is allowed; 0 when it is now. */
  readonly retryAfterSeconds: number
}

/**
 * Takes one token out of a bucket that fills by itself: the token bucket of network shaping (RFC 2697 calls its size the
 * committed burst). A refused call takes nothing, so who goes on hammering gets through as often as who waits. A clock
 * that goes back fills nothing.
 */
export function takeToken(before: Bucket | undefined, rule: BucketRule, nowMs: number): BucketAnswer {
  const { capacity, perSecond } = rule
  const elapsedMs = before === undefined ? 0 : Math.max(0, nowMs - before.atMs)
  const full = before === undefined ? capacity : before.tokens + (elapsedMs / 1000) * perSecond
  const tokens = Math.min(capacity, full)
  const isAllowed = tokens >= 1
  const left = isAllowed ? tokens - 1 : tokens
  return {
    bucket: { tokens: left, atMs: Math.max(nowMs, before?.atMs ?? nowMs) },
    isAllowed,
    remaining: Math.max(0, Math.floor(left)),
    resetSeconds: Math.ceil((capacity - left) / perSecond),
    retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond)),
  }
}
