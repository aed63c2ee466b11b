import type { StreamStatus } from '#shared/contracts/streaming.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'

function shardsOf(tenant: Tenant): number[] {
  return Array.from({ length: tenant.logShardCount }, (_, shard) => shard)
}

/** How far the tenant's log has been processed, in all and by shard. */
export async function streamCounts(env: Env, tenant: Tenant, nowMs: number): Promise<StreamStatus> {
  const shards = await Promise.all(
    shardsOf(tenant).map(async (shard) => {
      const counts = await env.EVENT_LOG.getByName(eventLogName(tenant, shard)).counts()
      const { accepted, settled, quarantined, suppressed, oldestUnsettledReceivedAtMs } = counts
      const iteratorAgeMs =
        oldestUnsettledReceivedAtMs === null ? 0 : Math.max(0, nowMs - oldestUnsettledReceivedAtMs)
      return { shard, accepted, settled, quarantined, suppressed, iteratorAgeMs }
    }),
  )
  const sum = (name: 'accepted' | 'settled' | 'quarantined' | 'suppressed') =>
    shards.reduce((total, shard) => total + shard[name], 0)
  return {
    accepted: sum('accepted'),
    settled: sum('settled'),
    quarantined: sum('quarantined'),
    suppressed: sum('suppressed'),
    iteratorAgeMs: Math.max(0, ...shards.map((shard) => shard.iteratorAgeMs)),
    shards,
  }
}

/** How many events were accepted in each minute from `fromMs` (a full minute) to now, quiet minutes included. */
export async function acceptedPerMinute(
  env: Env,
  tenant: Tenant,
  fromMs: number,
  nowMs: number,
): Promise<{ minuteStartMs: number; eventCount: number }[]> {
  const shards = await Promise.all(
    shardsOf(tenant).map((shard) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).acceptedPerMinute(fromMs),
    ),
  )
  const counts = new Map<number, number>()
  for (const { minuteStartMs, eventCount } of shards.flat()) {
    counts.set(minuteStartMs, (counts.get(minuteStartMs) ?? 0) + eventCount)
  }
  const minutes: { minuteStartMs: number; eventCount: number }[] = []
  for (let minuteStartMs = fromMs; minuteStartMs <= nowMs; minuteStartMs += minuteMs) {
    minutes.push({ minuteStartMs, eventCount: counts.get(minuteStartMs) ?? 0 })
  }
  return minutes
}
