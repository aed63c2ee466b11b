import type { SegmentClaim } from '#shared/events/log-entry.ts'
import { hash53 } from '#shared/kernel/hash.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ReadEvent, ShardEntry } from './read-entries.ts'

/** One piece of the archive, written once under its key; only forgetting somebody changes it. */
export interface ArchiveSegment extends SegmentClaim {
  readonly shard: number
  readonly lines: string
}

/**
 * The archive of a batch: one segment a shard and day of receipt, one JSON line an event, with its place in the log and
 * the customer it was found to belong to. When a range of the log is processed twice in different pieces, segments
 * overlap; whoever reads the archive takes each (shard, sequence, index) once, and passes over empty segments, whose
 * place was taken before they could be written.
 */
export function archiveSegments(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  events: readonly ReadEvent[],
  customerIds: readonly (string | null)[],
): ArchiveSegment[] {
  const lines = new Map<string, string[]>()
  for (const [index, event] of events.entries()) {
    const place = `"shard":${event.shard},"sequence":${event.sequence},"index":${event.index}`
    const line = `{${place},"customerId":${JSON.stringify(customerIds[index] ?? null)},"event":${event.line}}`
    const together = lines.get(`${event.shard}-${event.sequence}`)
    if (together === undefined) lines.set(`${event.shard}-${event.sequence}`, [line])
    else together.push(line)
  }
  const folders = new Map<string, ShardEntry[]>()
  for (const each of entries) {
    const folder = segmentFolder(tenant, dayOfReceipt(each.entry.receivedAtMs), each.shard)
    const together = folders.get(folder)
    if (together === undefined) folders.set(folder, [each])
    else together.push(each)
  }
  return [...folders].flatMap(([folder, together]) => {
    const ofFolder = together.flatMap(({ shard, entry }) => lines.get(`${shard}-${entry.sequence}`) ?? [])
    const [first] = together
    if (first === undefined || ofFolder.length === 0) return []
    const read = together.map(({ entry }) => [entry.sequence, entry.revision ?? 0] as const)
    return [
      { shard: first.shard, key: `${folder}${segmentName(read)}`, lines: ofFolder.join('\n'), entries: read },
    ]
  })
}

/** Where the segments of a day (UTC, `2026-11-21`) and shard lie. */
export function segmentFolder(tenant: Tenant, day: string, shard: number): string {
  return `events/${tenant.tenantId}/${day}/${shard}/`
}

/** The day (UTC) under which an event received at that moment is archived. */
export function dayOfReceipt(receivedAtMs: number): string {
  return new Date(receivedAtMs).toISOString().slice(0, 10)
}

/** The first and the last sequence of a segment, by its key. */
export function segmentRange(key: string): { first: number; last: number } | undefined {
  const match = /\/(\d+)-(\d+)-[^/]*$/.exec(key)
  return match === null ? undefined : { first: Number(match[1]), last: Number(match[2]) }
}

/** The same for the same entries, read in the same state. */
function segmentName(read: readonly (readonly [sequence: number, revision: number])[]): string {
  const sequences = read.map(([sequence]) => sequence)
  const content = read.map(([sequence, revision]) => (revision === 0 ? sequence : `${sequence}.${revision}`))
  const hash = hash53(content.join()).toString(36)
  return `${pad(Math.min(...sequences))}-${pad(Math.max(...sequences))}-${hash}.ndjson`
}

function pad(sequence: number): string {
  return String(sequence).padStart(12, '0')
}
