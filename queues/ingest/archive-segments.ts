import { hash53 } from '#shared/kernel/hash.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ArchiveSegment } from './ingest-ports.ts'
import type { ReadEvent, ShardEntry } from './read-entries.ts'

/**
 * The archive of a batch: one segment a shard, one JSON line an event, with its place in the log and the customer it
 * was found to belong to. When a range of the log is processed twice in different pieces, segments overlap; whoever
 * reads the archive takes each (shard, sequence, index) once.
 */
export function archiveSegments(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  events: readonly ReadEvent[],
  customerIds: readonly (string | null)[],
): ArchiveSegment[] {
  const lines = new Map<number, string[]>()
  for (const [index, event] of events.entries()) {
    const place = `"shard":${event.shard},"sequence":${event.sequence},"index":${event.index}`
    const line = `{${place},"customerId":${JSON.stringify(customerIds[index] ?? null)},"event":${event.line}}`
    const ofShard = lines.get(event.shard)
    if (ofShard === undefined) lines.set(event.shard, [line])
    else ofShard.push(line)
  }
  return [...lines].map(([shard, ofShard]) => {
    const sequences = entries.filter((entry) => entry.shard === shard).map(({ entry }) => entry.sequence)
    const first = Math.min(...sequences)
    const day = new Date(entries.find((entry) => entry.shard === shard)?.entry.receivedAtMs ?? 0)
      .toISOString()
      .slice(0, 10)
    const name = `${pad(first)}-${pad(Math.max(...sequences))}-${hash53(sequences.join()).toString(36)}`
    return { key: `events/${tenant.tenantId}/${day}/${shard}/${name}.ndjson`, lines: ofShard.join('\n') }
  })
}

function pad(sequence: number): string {
  return String(sequence).padStart(12, '0')
}
