import { scaled } from '#shared/access/rate-limits.ts'
import { type Bucket, type BucketAnswer, type BucketRule, takeToken } from '#shared/access/token-bucket.ts'
import type { Env } from './env.ts'

const maxBuckets = 50_000

/**
 * Buckets in this Worker's memory. Each instance of a Worker counts alone, and there may be several: a limit is one of
 * an instance, kept at once and without a call, not a quota to the last request.
 */
const buckets = new Map<string, Bucket>()

/** Counts one call under a name. A rule is as generous as RATE_LIMIT_SCALE says. */
export function countCall(
  name: string,
  rule: BucketRule,
  env: Pick<Env, 'RATE_LIMIT_SCALE'>,
  nowMs: number,
): BucketAnswer {
  const answer = takeToken(buckets.get(name), scaled(rule, limitScale(env)), nowMs)
  // The bucket that was used longest ago is forgotten first.
  buckets.delete(name)
  buckets.set(name, answer.bucket)
  if (buckets.size > maxBuckets) {
    const oldest = buckets.keys().next().value
    if (oldest !== undefined) buckets.delete(oldest)
  }
  return answer
}

/** How many times as generous as usual every limit is. */
export function limitScale(env: Pick<Env, 'RATE_LIMIT_SCALE'>): number {
  const scale = Number(env.RATE_LIMIT_SCALE ?? 1)
  return scale > 0 ? scale : 1
}
