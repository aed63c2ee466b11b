import type { QuarantineRow } from '#shared/database/project.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { LogEntry } from '#shared/events/log-entry.ts'
import { isEvent, isRejected, type LogLine } from '#shared/events/log-line.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { identifierKey } from '#shared/identity/identifier.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** An entry of the log and the shard it was read from. */
export interface ShardEntry {
  readonly shard: number
  readonly entry: LogEntry
}

/** One event on its way through ingest. */
export interface ReadEvent {
  readonly shard: number
  readonly sequence: number
  readonly index: number
  readonly event: CanonicalEvent
  readonly eventKey: string
  /** Its usable identifiers, strongest first. */
  readonly keys: readonly IdentifierKey[]
  /** The event as the log has it. */
  readonly line: string
}

/** An event for quarantine, with its place in the log. */
export interface QuarantinedEvent extends QuarantineRow {
  readonly shard: number
  readonly sequence: number
}

export interface ReadEntries {
  readonly events: readonly ReadEvent[]
  readonly quarantined: readonly QuarantinedEvent[]
}

/**
 * Reads the lines of log entries: events with their usable identifiers, and what has to go to quarantine because it
 * was refused at the door or cannot be read. One bad line never holds up the others.
 */
export function readEntries(tenant: Tenant, entries: readonly ShardEntry[]): ReadEntries {
  const events: ReadEvent[] = []
  const quarantined: QuarantinedEvent[] = []
  for (const { shard, entry } of entries) {
    const { sequence, receivedAtMs } = entry
    for (const [index, line] of entry.lines.split('\n').entries()) {
      const quarantine = (source: string, reason: string, detail: string, bytes: string) =>
        quarantined.push({
          quarantineId: quarantineId(receivedAtMs, shard, sequence, index),
          source,
          reason,
          detail,
          receivedAt: receivedAtMs,
          bytes,
          shard,
          sequence,
        })
      try {
        const read: LogLine = JSON.parse(line)
        if (isRejected(read)) {
          quarantine(read.rejected.source, read.rejected.reason, read.rejected.detail, read.rejected.bytes)
          continue
        }
        if (!isEvent(read)) throw new TypeError('it is not an event')
        const keys = usableIdentifiers(read.identifiers, { defaultCountry: tenant.country }).map(
          identifierKey,
        )
        events.push({ shard, sequence, index, event: read, eventKey: eventKey(read), keys, line })
      } catch (error) {
        quarantine('unknown', 'unreadable-event', String(error), line)
      }
    }
  }
  return { events, quarantined }
}

/** Sorts by time of receipt, and is the same whenever the line is read again. */
export function quarantineId(receivedAtMs: number, shard: number, sequence: number, index: number): string {
  return `${String(receivedAtMs).padStart(15, '0')}-${shard}-${sequence}-${index}`
}
