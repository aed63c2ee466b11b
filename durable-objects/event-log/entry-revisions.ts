import { anonymiseLine } from '#shared/events/anonymise-line.ts'
import { eventKey } from '#shared/events/event.ts'
import type { ForgetReply, ForgottenLines, SegmentClaim } from '#shared/events/log-entry.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

interface EntryRow extends SqlRow {
  sequence: number
  lines: string
}

/**
 * What becomes of entries when somebody is forgotten. Whoever archives entries read them a while ago, and may write what
 * they said then after they were anonymised. So each segment is claimed before it is written: a claim on entries that
 * have changed since is refused, and one that was made before the change is named by {@link forget}, so that the
 * segment is rewritten, or its place taken before it comes.
 */
export class EntryRevisions {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  /** How often entries of a range were anonymised; those that never were are left out. */
  between(fromSequence: number, toSequence: number): Map<number, number> {
    const rows = this.#sql.all<{ sequence: number; revision: number }>(
      'select sequence, revision from entry_revision where sequence between ? and ?',
      fromSequence,
      toSequence,
    )
    return new Map(rows.map(({ sequence, revision }) => [sequence, revision]))
  }

  claim({ key, entries }: SegmentClaim): boolean {
    const sequences = entries.map(([sequence]) => sequence)
    const first = Math.min(...sequences)
    const last = Math.max(...sequences)
    return this.#sql.transaction(() => {
      const revisions = this.between(first, last)
      if (entries.some(([sequence, revision]) => (revisions.get(sequence) ?? 0) !== revision)) return false
      this.#sql.run(
        `insert into segment_claim (segment_key, from_sequence, to_sequence, sequences) values (?, ?, ?, ?)
         on conflict do nothing`,
        key,
        first,
        last,
        JSON.stringify(sequences),
      )
      return true
    })
  }

  forget({ eventKeys, places }: ForgottenLines): ForgetReply {
    return this.#sql.transaction(() => {
      const found = this.#sql.all<{ sequence: number | null }>(
        `select distinct ledger.sequence from json_each(?) as wanted
         cross join ledger on ledger.event_key = wanted.value`,
        JSON.stringify(eventKeys),
      )
      const sequences = found.flatMap(({ sequence }) => sequence ?? [])
      const areAllPlaced = found.length === sequences.length
      const touched = new Set([...sequences, ...places.map(([sequence]) => sequence)])
      const wanted = new Set(eventKeys)
      const wantedPlaces = new Set(places.map((place) => place.join('-')))
      const changed: number[] = []
      let lineCount = 0
      for (const entry of this.#entries(areAllPlaced ? touched : this.#allSequences())) {
        const anonymised = this.#anonymise(
          entry,
          (line, index) =>
            wantedPlaces.has(`${entry.sequence}-${index}`) || wanted.has(keyOfLine(line) ?? ''),
        )
        lineCount += anonymised.lineCount
        if (anonymised.lineCount > 0) touched.add(entry.sequence)
        if (anonymised.isChanged) changed.push(entry.sequence)
      }
      if (changed.length > 0) this.#revise(changed)
      return { lineCount, sequences, areAllPlaced, staleSegments: this.#staleSegments([...touched]) }
    })
  }

  /**
   * Anonymises events of one entry that were found to be of people who are not to be known. Whoever else works on the
   * entry finds the same, so this is no new revision.
   */
  suppress(sequence: number, eventKeys: readonly string[]): void {
    const wanted = new Set(eventKeys)
    for (const entry of this.#entries([sequence])) {
      this.#anonymise(entry, (line) => wanted.has(keyOfLine(line) ?? ''))
    }
  }

  /** Forgets what is about entries that the log has no more. */
  trim(): void {
    const firstKept = '(select coalesce(min(sequence), 0) from entry)'
    this.#sql.run(`delete from entry_revision where sequence < ${firstKept}`)
    this.#sql.run(`delete from segment_claim where to_sequence < ${firstKept}`)
  }

  #anonymise(
    { sequence, lines }: EntryRow,
    isWanted: (line: string, index: number) => boolean,
  ): { lineCount: number; isChanged: boolean } {
    let lineCount = 0
    const after = lines.split('\n').map((line, index) => {
      if (!isWanted(line, index)) return line
      lineCount += 1
      return anonymiseLine(line)
    })
    const text = after.join('\n')
    if (text === lines) return { lineCount, isChanged: false }
    this.#sql.run('update entry set lines = ? where sequence = ?', text, sequence)
    return { lineCount, isChanged: true }
  }

  #revise(sequences: readonly number[]): void {
    this.#sql.run(
      `insert into entry_revision (sequence, revision) select value, 1 from json_each(?) where true
       on conflict do update set revision = revision + 1`,
      JSON.stringify(sequences),
    )
    this.#sql.run(
      `update segment_claim set is_stale = 1 where ${madeOfAny}`,
      Math.min(...sequences),
      Math.max(...sequences),
      JSON.stringify(sequences),
    )
  }

  /** One at a time, for together they may be large. */
  *#entries(sequences: Iterable<number>): Generator<EntryRow> {
    for (const sequence of sequences) {
      yield* this.#sql.all<EntryRow>('select sequence, lines from entry where sequence = ?', sequence)
    }
  }

  #allSequences(): number[] {
    return this.#sql.all<{ sequence: number }>('select sequence from entry').map(({ sequence }) => sequence)
  }

  #staleSegments(sequences: readonly number[]): string[] {
    if (sequences.length === 0) return []
    return this.#sql
      .all<{ segment_key: string }>(
        `select segment_key from segment_claim where is_stale and ${madeOfAny}`,
        Math.min(...sequences),
        Math.max(...sequences),
        JSON.stringify(sequences),
      )
      .map((row) => row.segment_key)
  }
}

/** Whether a segment was made of any of the entries in ?3, of which ?1 is the first and ?2 the last. */
const madeOfAny = `to_sequence >= ?1 and from_sequence <= ?2 and exists (
  select 1 from json_each(sequences) as entry_of_segment
  where entry_of_segment.value in (select value from json_each(?3)))`

/** The key of the event in a line; undefined when it holds none. */
function keyOfLine(line: string): string | undefined {
  try {
    const { source, id } = JSON.parse(line)
    return typeof source === 'string' && typeof id === 'string'
      ? eventKey({ source, id }).toWellFormed()
      : undefined
  } catch {
    return undefined
  }
}
