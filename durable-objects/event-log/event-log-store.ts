import type {
  AppendReply,
  AppendRequest,
  LogCounts,
  LogEntry,
  SettledEntry,
} from '#shared/events/log-entry.ts'
import { addSequences, hasSequence, missingRanges, type SequenceSet } from '#shared/events/sequence-set.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'
import { AcceptedHours } from './accepted-hours.ts'
import { EntryRevisions } from './entry-revisions.ts'
import { ImportedEvents } from './imported-events.ts'
import { eventLogMigrations } from './schema.ts'

/** So much of the log is read in one call: a fraction of what a call may carry, and of a Worker's memory. */
const maxPieceBytes = 4_000_000

/** The tables of one shard of the log, and everything that reads or writes them. */
export class EventLogStore {
  readonly #sql: SqlDatabase
  /** What becomes of entries when somebody is forgotten. */
  readonly revisions: EntryRevisions
  /** Which imports told which events. */
  readonly imported: ImportedEvents
  readonly acceptedHours: AcceptedHours
  #lastSequence: number
  #acceptedCount: number
  #settled: SequenceSet
  #settledCount: number
  #quarantinedCount: number
  #suppressedCount: number

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, eventLogMigrations)
    this.revisions = new EntryRevisions(sql)
    this.imported = new ImportedEvents(sql)
    this.acceptedHours = new AcceptedHours(sql)
    const [last] = sql.all<{ sequence: number; accepted: number }>(
      'select sequence, accepted_before + event_count as accepted from entry order by sequence desc limit 1',
    )
    const [progress] = sql.all<{
      settled_set: string
      settled_count: number
      quarantined_count: number
      suppressed_count: number
    }>('select settled_set, settled_count, quarantined_count, suppressed_count from progress')
    if (progress === undefined) throw new Error('the log has lost its progress row')
    this.#lastSequence = last?.sequence ?? 0
    this.#acceptedCount = last?.accepted ?? 0
    this.#settled = JSON.parse(progress.settled_set)
    this.#settledCount = progress.settled_count
    this.#quarantinedCount = progress.quarantined_count
    this.#suppressedCount = progress.suppressed_count
  }

  get lastSequence(): number {
    return this.#lastSequence
  }

  /**
   * Takes the events that are new, all or none. An event whose key is known is not taken again; when its content
   * differs from the first one's it is kept for quarantine, so that nothing vanishes. An import that was taken back
   * brings nothing any more.
   */
  append({ keys, fingerprints, lines, receivedAtMs, importId }: AppendRequest): AppendReply {
    return this.#sql.transaction(() => {
      if (importId !== undefined && this.imported.isWithdrawn(importId)) {
        return { acceptedCount: 0, duplicateCount: keys.length }
      }
      if (this.#areAllNew(keys)) {
        this.#enterAll(keys, fingerprints)
        this.#addEntry(receivedAtMs, keys, lines, importId)
        return { acceptedCount: keys.length, duplicateCount: 0 }
      }
      if (importId !== undefined) this.imported.noteRetold(keys, importId)
      const kept: string[] = []
      const keptKeys: string[] = []
      for (const [index, line] of lines.split('\n').entries()) {
        const key = keys[index] ?? ''
        const fingerprint = fingerprints[index] ?? 0
        if (this.#enter(key, fingerprint)) {
          kept.push(line)
          keptKeys.push(key)
        } else if (
          this.#fingerprintOf(key) !== fingerprint &&
          this.#enter(`conflict:${key}:${fingerprint}`, fingerprint)
        ) {
          kept.push(conflictLine(key, line))
          keptKeys.push(key)
        }
      }
      if (kept.length > 0) this.#addEntry(receivedAtMs, keptKeys, kept.join('\n'), importId)
      return { acceptedCount: kept.length, duplicateCount: keys.length - kept.length }
    })
  }

  /** The entries of a range that are not settled yet, in order. */
  read(fromSequence: number, toSequence: number): LogEntry[] {
    const revisions = this.revisions.between(fromSequence, toSequence)
    return this.#sql
      .all<{ sequence: number; received_at: number; lines: string }>(
        'select sequence, received_at, lines from entry where sequence between ? and ? order by sequence',
        fromSequence,
        toSequence,
      )
      .filter((row) => !hasSequence(this.#settled, row.sequence))
      .map((row) => {
        const revision = revisions.get(row.sequence)
        const entry = { sequence: row.sequence, receivedAtMs: row.received_at, lines: row.lines }
        return revision === undefined ? entry : { ...entry, revision }
      })
  }

  /** Marks entries as done; one that is done already is left alone, so this may be repeated. */
  settle(entries: readonly SettledEntry[]): void {
    this.#sql.transaction(() => {
      for (const { sequence, suppressedKeys = [] } of entries) {
        if (suppressedKeys.length > 0) this.revisions.suppress(sequence, suppressedKeys)
      }
      this.#settle(entries)
    })
  }

  #settle(entries: readonly SettledEntry[]): void {
    const open = entries.filter((entry) => !hasSequence(this.#settled, entry.sequence))
    if (open.length === 0) return
    const sequences = open.map((entry) => entry.sequence)
    const [sum] = this.#sql.all<{ events: number | null }>(
      'select sum(event_count) as events from entry where sequence in (select value from json_each(?))',
      JSON.stringify(sequences),
    )
    const quarantined = open.reduce((total, entry) => total + entry.quarantinedCount, 0)
    const settledSet = addSequences(this.#settled, sequences)
    const settledCount = this.#settledCount + (sum?.events ?? 0) - quarantined
    const quarantinedCount = this.#quarantinedCount + quarantined
    const suppressedCount = open.reduce(
      (total, { suppressedKeys = [] }) => total + suppressedKeys.length,
      this.#suppressedCount,
    )
    this.#sql.all(
      `update progress set settled_set = ?, settled_count = ?, quarantined_count = ?, suppressed_count = ?
       where id = 1`,
      JSON.stringify(settledSet),
      settledCount,
      quarantinedCount,
      suppressedCount,
    )
    this.#settled = settledSet
    this.#settledCount = settledCount
    this.#quarantinedCount = quarantinedCount
    this.#suppressedCount = suppressedCount
  }

  counts(): LogCounts {
    const [oldest] = missingRanges(this.#settled, this.#lastSequence)
    const [row] =
      oldest === undefined
        ? []
        : this.#sql.all<{ received_at: number }>(
            'select received_at from entry where sequence = ?',
            oldest[0],
          )
    return {
      accepted: this.#acceptedCount,
      settled: this.#settledCount,
      quarantined: this.#quarantinedCount,
      suppressed: this.#suppressedCount,
      oldestUnsettledReceivedAtMs: row?.received_at ?? null,
    }
  }

  hasUnsettled(): boolean {
    return missingRanges(this.#settled, this.#lastSequence).length > 0
  }

  /**
   * Ranges of entries that were received by `beforeMs` and are still not settled, oldest first, cut so that each holds
   * about `maxEvents` events, at the most `maxRanges` of them.
   */
  overdueRanges(beforeMs: number, maxEvents: number, maxRanges: number): [from: number, to: number][] {
    const ranges: [number, number][] = []
    for (const [from, to] of missingRanges(this.#settled, this.#lastSequence)) {
      for (const range of this.cutRange(from, to, maxEvents, beforeMs)) {
        ranges.push(range)
        if (ranges.length === maxRanges) return ranges
      }
    }
    return ranges
  }

  /**
   * Cuts a range of entries into pieces of about `maxEvents` events, and of no more text than is well read at once
   * ({@link maxPieceBytes}) unless one entry has more; leaves out what came after `untilMs`.
   */
  cutRange(
    from: number,
    to: number,
    maxEvents: number,
    untilMs = Number.MAX_SAFE_INTEGER,
  ): [number, number][] {
    const rows = this.#sql.all<{ sequence: number; event_count: number; byte_count: number }>(
      // The length in bytes stands before the text itself, which is not read for it.
      'select sequence, event_count, octet_length(lines) as byte_count from entry where sequence between ? and ? and received_at <= ? order by sequence limit 10000',
      from,
      to,
      untilMs,
    )
    const pieces: [number, number][] = []
    let eventCount = 0
    let byteCount = 0
    for (const row of rows) {
      const piece = pieces.at(-1)
      eventCount += row.event_count
      byteCount += row.byte_count
      if (piece === undefined || eventCount > maxEvents || byteCount > maxPieceBytes) {
        pieces.push([row.sequence, row.sequence])
        eventCount = row.event_count
        byteCount = row.byte_count
      } else {
        piece[1] = row.sequence
      }
    }
    return pieces
  }

  /** How many events were accepted in each minute since `sinceMs`; minutes without any are left out. */
  acceptedPerMinute(sinceMs: number): { minuteStartMs: number; eventCount: number }[] {
    return this.#sql
      .all<{ minute: number; events: number }>(
        `select received_at / ${minuteMs} as minute, sum(event_count) as events from entry
         where sequence >= ? and received_at >= ? group by minute order by minute`,
        this.#firstSequenceSince(sinceMs),
        sinceMs,
      )
      .map((row) => ({ minuteStartMs: row.minute * minuteMs, eventCount: row.events }))
  }

  /** How many events were ever taken of each source, in the order asked. Costs a look at each of their names. */
  countsOfSources(sources: readonly string[]): number[] {
    return this.#sql
      .all<{ events: number }>(
        // ";" follows ":" in every collation by bytes, so this is all names that begin with the source and a colon.
        `select (select count(*) from ledger where event_key >= value || ':' and event_key < value || ';') as events
         from json_each(?) order by key`,
        JSON.stringify(sources),
      )
      .map(({ events }) => events)
  }

  /** Forgets the bodies of settled entries received before `beforeMs`; the ledger keeps their keys. */
  trim(beforeMs: number): void {
    this.#sql.all(
      'delete from entry where sequence <= ? and sequence < ? and received_at < ?',
      this.#settled.through,
      this.#lastSequence, // the last entry stays: it carries the running count
      beforeMs,
    )
    this.revisions.trim()
  }

  #addEntry(receivedAtMs: number, keys: readonly string[], lines: string, importId?: string): void {
    this.#sql.all(
      'insert into entry (sequence, received_at, event_count, accepted_before, lines) values (?, ?, ?, ?, ?)',
      this.#lastSequence + 1,
      receivedAtMs,
      keys.length,
      this.#acceptedCount,
      lines,
    )
    this.#lastSequence += 1
    this.#acceptedCount += keys.length
    if (importId === undefined) this.acceptedHours.count(keys, receivedAtMs)
    else this.imported.noteEntry(this.#lastSequence, importId, receivedAtMs)
  }

  /** Whether none of several keys is in the ledger and none comes twice. One key is as quickly just entered. */
  #areAllNew(keys: readonly string[]): boolean {
    if (keys.length === 1 || new Set(keys).size < keys.length) return false
    const known = this.#sql.all(
      'select 1 from json_each(?) as name join ledger on ledger.event_key = name.value limit 1',
      JSON.stringify(keys),
    )
    return known.length === 0
  }

  /** Enters keys that are all new: one statement, at a fifth of the time of one for each. */
  #enterAll(keys: readonly string[], fingerprints: readonly number[]): void {
    // "or fail": the transaction takes back what failed, so SQLite need not copy each page first to take back the statement alone.
    this.#sql.run(
      `insert or fail into ledger (event_key, fingerprint, sequence)
       select value ->> 0, value ->> 1, ? from json_each(?)`,
      this.#lastSequence + 1,
      JSON.stringify(keys.map((key, index) => [key, fingerprints[index] ?? 0])),
    )
  }

  /** Enters a key, unless it is there; tells whether it did. */
  #enter(key: string, fingerprint: number): boolean {
    const statement =
      'insert into ledger (event_key, fingerprint, sequence) values (?, ?, ?) on conflict do nothing'
    return this.#sql.run(statement, key, fingerprint, this.#lastSequence + 1) > 0
  }

  #fingerprintOf(key: string): number | undefined {
    const [row] = this.#sql.all<{ fingerprint: number }>(
      'select fingerprint from ledger where event_key = ?',
      key,
    )
    return row?.fingerprint
  }

  /** Entries come in the order of their times, so the first one since a moment is found by halving. */
  #firstSequenceSince(sinceMs: number): number {
    const [first] = this.#sql.all<{ sequence: number }>('select min(sequence) as sequence from entry')
    let low = first?.sequence ?? 1
    let high = this.#lastSequence + 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const [row] = this.#sql.all<{ received_at: number }>(
        'select received_at from entry where sequence = ?',
        middle,
      )
      if (row !== undefined && row.received_at < sinceMs) low = middle + 1
      else high = middle
    }
    return low
  }
}

function conflictLine(key: string, line: string): string {
  const source = key.slice(0, key.indexOf(':'))
  const detail = `another event named ${key} with other content was accepted before`
  return JSON.stringify({ rejected: { source, reason: 'event-id-conflict', detail, bytes: line } })
}
