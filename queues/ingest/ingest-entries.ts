import type { Tenant } from '#shared/tenants/tenant.ts'
import { archiveSegments } from './archive-segments.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { isolatePoison } from './isolate-poison.ts'
import { liveEvents } from './live-events.ts'
import { type QuarantinedEvent, readEntries, type ShardEntry } from './read-entries.ts'

/**
 * Takes entries of a tenant's log all the way: identity, customers, D1, archive, settled, live feed. Every step may
 * be repeated, so when one fails the same entries are simply processed again. Throws when a step cannot be done now.
 */
export async function ingestEntries(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  ports: IngestPorts,
): Promise<void> {
  const { events: readEvents, quarantined: unreadable } = readEntries(tenant, entries)
  const { events, customerIds, poisoned } = await isolatePoison(tenant, readEvents, ports)
  const quarantined = [...unreadable, ...poisoned]

  const segments = archiveSegments(tenant, entries, events, customerIds)
  await Promise.all([
    ...segments.map((segment) => ports.archive(segment)),
    quarantined.length === 0
      ? undefined
      : ports.project(tenant, { profiles: [], orders: [], merges: [], reviews: [], quarantined }),
  ])
  await settleEntries(tenant, entries, quarantined, ports)
  const live = liveEvents(events, customerIds)
  if (live.events.length > 0) await ports.publish(tenant, live.events, live.omittedCount)
}

async function settleEntries(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  quarantined: readonly QuarantinedEvent[],
  ports: Pick<IngestPorts, 'settleLog'>,
): Promise<void> {
  const quarantinedCounts = new Map<string, number>()
  for (const { shard, sequence } of quarantined) {
    const place = `${shard}-${sequence}`
    quarantinedCounts.set(place, (quarantinedCounts.get(place) ?? 0) + 1)
  }
  const shards = [...new Set(entries.map((entry) => entry.shard))]
  await Promise.all(
    shards.map((shard) =>
      ports.settleLog(
        tenant,
        shard,
        entries
          .filter((entry) => entry.shard === shard)
          .map(({ entry: { sequence } }) => ({
            sequence,
            quarantinedCount: quarantinedCounts.get(`${shard}-${sequence}`) ?? 0,
          })),
      ),
    ),
  )
}
