import { calledBytes } from '#shared/connections/kept-record.ts'
import type { QuarantineRow } from '#shared/database/project.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { LogEntry } from '#shared/events/log-entry.ts'
import { isEvent, isRejected, type LogLine } from '#shared/events/log-line.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { ClaimStatement, OtherReading } from '#shared/identity/identity-claim.ts'
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
  /** What the source itself says about who is who. */
  readonly statement?: ClaimStatement
  /** What a phone of a file could be taken for as well. */
  readonly readOtherwise?: OtherReading
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
          const { source, reason, detail, bytes, sentWith } = read.rejected
          quarantine(source, reason, detail, sentWith === undefined ? bytes : calledBytes(bytes, sentWith))
          continue
        }
        if (!isEvent(read)) throw new TypeError('it is not an event')
        const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
        const { eventKey, keys, statement, readOtherwise } = claimOfEvent(read, policy)
        events.push({
          shard,
          sequence,
          index,
          event: read,
          eventKey,
          keys,
          line,
          ...(statement !== undefined && { statement }),
          ...(readOtherwise !== undefined && { readOtherwise }),
        })
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

/** The place in the log that a quarantined record came from; undefined when its id is not one of ours. */
export function placeOfQuarantined(
  quarantineIdText: string,
): { shard: number; sequence: number; index: number } | undefined {
  const match = /^\d+-(\d+)-(\d+)-(\d+)$/.exec(quarantineIdText)
  return match === null
    ? undefined
    : { shard: Number(match[1]), sequence: Number(match[2]), index: Number(match[3]) }
}
