import { waitUntil } from 'cloudflare:workers'
import { scaled } from '#shared/access/rate-limits.ts'
import { reportAnswered, reportSent, type SharedCount, takeShared } from '#shared/access/shared-bucket.ts'
import type { BucketAnswer, BucketRule } from '#shared/access/token-bucket.ts'
import { shardOf } from '#shared/kernel/hash.ts'
import { rateLimitsName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'

type LimiterEnv = Pick<Env, 'RATE_LIMIT_SCALE' | 'RATE_LIMITS'>

const maxBuckets = 50_000
const addressObjectCount = 16

/**
 * What this instance of the Worker has counted. It decides at once, by itself; what others counted it hears of by its
 * reports to an object, behind the answers. An object that cannot be reached is no reason to refuse or to wait: until it can
 * be, each instance counts alone.
 */
const counts = new Map<string, SharedCount>()
const reporting = new Set<string>()

/** Counts one call under a name: of a tenant, or of nobody who is known. A rule is as generous as RATE_LIMIT_SCALE says. */
export function countCall(
  name: string,
  tenant: Tenant | undefined,
  rule: BucketRule,
  env: LimiterEnv,
  nowMs: number,
): BucketAnswer {
  const ruleHere = scaled(rule, limitScale(env))
  const { count, answer, isReportDue } = takeShared(counts.get(name), ruleHere, nowMs)
  keep(name, count)
  if (isReportDue && !reporting.has(name)) {
    const object =
      tenant === undefined ? `limits:${shardOf(name, addressObjectCount)}` : rateLimitsName(tenant)
    waitUntil(report(name, object, ruleHere, env, nowMs))
  }
  return answer
}

async function report(
  name: string,
  object: string,
  rule: BucketRule,
  env: LimiterEnv,
  nowMs: number,
): Promise<void> {
  const count = counts.get(name)
  if (count === undefined) return
  const taken = count.unreported
  reporting.add(name)
  counts.set(name, reportSent(count, taken, nowMs))
  try {
    const { tokens: tokensLeft } = count.bucket
    const left = await env.RATE_LIMITS.getByName(object).report({ name, taken, tokensLeft, rule })
    const after = counts.get(name)
    if (after !== undefined) counts.set(name, reportAnswered(after, left, Date.now()))
  } catch {
    // What was taken here is not told anywhere then; it still counts here.
  } finally {
    reporting.delete(name)
  }
}

function keep(name: string, count: SharedCount): void {
  // The bucket that was used longest ago is forgotten first.
  counts.delete(name)
  counts.set(name, count)
  if (counts.size > maxBuckets) {
    const oldest = counts.keys().next().value
    if (oldest !== undefined) counts.delete(oldest)
  }
}

/** How many times as generous as usual every limit is. */
export function limitScale(env: Pick<Env, 'RATE_LIMIT_SCALE'>): number {
  const scale = Number(env.RATE_LIMIT_SCALE ?? 1)
  return scale > 0 ? scale : 1
}
