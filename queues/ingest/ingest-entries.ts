import type { Tenant } from '#shared/tenants/tenant.ts'
import type { AppliedEvent } from './apply-events.ts'
import { type ArchiveSegment, archiveSegments } from './archive-segments.ts'
import { beginPrivacyRequests } from './begin-privacy-requests.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { isolatePoison } from './isolate-poison.ts'
import { liveEvents } from './live-events.ts'
import { type QuarantinedEvent, readEntries, type ShardEntry } from './read-entries.ts'
import { recentBuyers } from './recent-buyers.ts'

/**
 * Takes entries of a tenant's log all the way: identity, customers, D1, archive, settled, live feed. Every step may
 * be repeated, so when one fails the same entries are simply processed again. Throws when a step cannot be done now.
 * Returns false when somebody in these entries was forgotten since they were read: then they have to be read again.
 */
export async function ingestEntries(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  ports: IngestPorts,
): Promise<boolean> {
  const { events: readEvents, quarantined: unreadable } = readEntries(tenant, entries)
  const { applied, poisoned } = await isolatePoison(tenant, readEvents, ports)
  if (await beginPrivacyRequests(tenant, applied, ports)) return false
  const quarantined = [...unreadable, ...poisoned]
  const events = applied.map(({ read }) => read)
  const customerIds = applied.map(({ customerId }) => customerId)

  const segments = archiveSegments(tenant, entries, events, customerIds)
  const [, ...areArchived] = await Promise.all([
    quarantined.length === 0 ? undefined : ports.project(tenant, { quarantined }),
    ...segments.map((segment) => archive(tenant, segment, ports)),
  ])
  if (areArchived.includes(false)) return false
  await settleEntries(tenant, entries, applied, quarantined, ports)
  const live = liveEvents(events, customerIds)
  if (live.events.length > 0) await ports.publish(tenant, live.events, live.omittedCount)
  const buyers = recentBuyers(applied)
  if (buyers.length > 0) await ports.noteBuyers(tenant, buyers)
  return true
}

/** A claim before each segment: what was read may have been anonymised meanwhile, and must not be kept then. */
async function archive(
  tenant: Tenant,
  segment: ArchiveSegment,
  ports: Pick<IngestPorts, 'claimSegment' | 'archive'>,
): Promise<boolean> {
  const { shard, key, entries } = segment
  return (await ports.claimSegment(tenant, shard, { key, entries })) && (await ports.archive(segment))
}

async function settleEntries(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  applied: readonly AppliedEvent[],
  quarantined: readonly QuarantinedEvent[],
  ports: Pick<IngestPorts, 'settleLog'>,
): Promise<void> {
  const quarantinedCounts = new Map<string, number>()
  for (const { shard, sequence } of quarantined) {
    const place = `${shard}-${sequence}`
    quarantinedCounts.set(place, (quarantinedCounts.get(place) ?? 0) + 1)
  }
  const suppressed = new Map<string, string[]>()
  for (const { read, isSuppressed } of applied) {
    if (!isSuppressed) continue
    const place = `${read.shard}-${read.sequence}`
    suppressed.set(place, [...(suppressed.get(place) ?? []), read.eventKey.toWellFormed()])
  }
  const shards = [...new Set(entries.map((entry) => entry.shard))]
  await Promise.all(
    shards.map((shard) =>
      ports.settleLog(
        tenant,
        shard,
        entries
          .filter((entry) => entry.shard === shard)
          .map(({ entry: { sequence } }) => {
            const suppressedKeys = suppressed.get(`${shard}-${sequence}`)
            return {
              sequence,
              quarantinedCount: quarantinedCounts.get(`${shard}-${sequence}`) ?? 0,
              ...(suppressedKeys !== undefined && { suppressedKeys }),
            }
          }),
      ),
    ),
  )
}
