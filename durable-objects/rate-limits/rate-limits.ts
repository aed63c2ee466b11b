import { DurableObject } from 'cloudflare:workers'
import { addReport } from '#shared/access/shared-bucket.ts'
import type { Bucket, BucketRule } from '#shared/access/token-bucket.ts'

const maxBuckets = 50_000

/** What one Worker took of one bucket since its last report. */
export interface LimitReport {
  readonly name: string
  readonly taken: number
  /** What is left as far as that Worker knows. */
  readonly tokensLeft: number
  readonly rule: BucketRule
}

/**
 * Adds up what all instances of the Worker take of a tenant's buckets, or of those of some addresses. Nothing is stored: an
 * object that was away for a while takes over from whoever reports first. Objects are named `<tenant>:limits` and
 * `limits:<number>`.
 */
export class RateLimits extends DurableObject {
  readonly #buckets = new Map<string, Bucket>()

  /** Takes a report, and tells how many are left for all: less than none when too many were taken. */
  report({ name, taken, tokensLeft, rule }: LimitReport): number {
    const bucket = addReport(this.#buckets.get(name), { taken, tokensLeft }, rule, Date.now())
    // The bucket that was reported longest ago is forgotten first.
    this.#buckets.delete(name)
    this.#buckets.set(name, bucket)
    if (this.#buckets.size > maxBuckets) {
      const oldest = this.#buckets.keys().next().value
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    return bucket.tokens
  }
}
