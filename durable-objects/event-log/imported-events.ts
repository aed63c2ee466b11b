import type { ImportedEntry, ImportedLine } from '#shared/events/log-entry.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

/**
 * Which imports told which events, so that an import can be taken back. An event is withdrawn once all imports that
 * told it are; one that any other source told, or that came before there was this memory, never is.
 *
 * The import that told an event first is kept by entry, a row for some hundred events; those that told it again by event.
 */
export class ImportedEvents {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  noteEntry(sequence: number, importId: string, receivedAtMs: number): void {
    this.#sql.run(
      'insert into import_entry (sequence, import_id, received_at) values (?, ?, ?)',
      sequence,
      importId,
      receivedAtMs,
    )
  }

  /** Notes that an import told events that were there; of its own ones, told again after a step was cut off, nothing. */
  noteRetold(eventKeys: readonly string[], importId: string): void {
    this.#sql.run(
      `insert into retold_event (event_key, import_id)
       select ledger.event_key, ?1 from json_each(?2) as told
       cross join ledger on ledger.event_key = told.value
       where not exists (
         select 1 from import_entry where import_entry.sequence = ledger.sequence and import_id = ?1)
       on conflict do nothing`,
      importId,
      JSON.stringify(eventKeys),
    )
  }

  isWithdrawn(importId: string): boolean {
    return this.#sql.all('select 1 from withdrawn_import where import_id = ?', importId).length > 0
  }

  /**
   * From now on the word of this import does not count. Returns the entries in which its events came in, the same ones
   * however much of them has been forgotten since.
   */
  withdraw(importId: string): ImportedEntry[] {
    return this.#sql.transaction(() => {
      if (!this.isWithdrawn(importId)) {
        this.#sql.run('insert into withdrawn_import (import_id) values (?)', importId)
        this.#sql.run(
          `insert into withdrawn_entry (import_id, sequence)
           select distinct ?1, ledger.sequence from retold_event
           cross join ledger on ledger.event_key = retold_event.event_key
           where retold_event.import_id = ?1 and ledger.sequence is not null`,
          importId,
        )
      }
      return this.entriesOf(importId)
    })
  }

  /** The entries in which events came in that this import told; of one not withdrawn yet, those told by others first too. */
  entriesOf(importId: string): ImportedEntry[] {
    return this.#sql
      .all<{ sequence: number; received_at: number }>(
        `select sequence, received_at from import_entry where import_id = ?1
           or sequence in (select sequence from withdrawn_entry where import_id = ?1)
           or sequence in (select ledger.sequence from retold_event
             cross join ledger on ledger.event_key = retold_event.event_key where retold_event.import_id = ?1)
         order by sequence`,
        importId,
      )
      .map((row) => ({ sequence: row.sequence, receivedAtMs: row.received_at }))
  }

  /**
   * Those of the events of imports that nobody tells any more but withdrawn imports. Forgotten ones are among them: who
   * asks may have read a timeline before the event left it.
   */
  withdrawnAmong(eventKeys: readonly string[]): string[] {
    return this.#sql
      .all<{ event_key: string }>(
        `select wanted.value as event_key from json_each(?) as wanted
         left join ledger on ledger.event_key = wanted.value
         left join import_entry on import_entry.sequence = ledger.sequence
         where ledger.event_key is null
           or import_entry.import_id in (select import_id from withdrawn_import)
             and not exists (select 1 from retold_event where retold_event.event_key = ledger.event_key
               and retold_event.import_id not in (select import_id from withdrawn_import))`,
        JSON.stringify(eventKeys),
      )
      .map((row) => row.event_key)
  }

  /** Those of the events that nobody would tell any more if this import were withdrawn too. */
  toldOnlyBy(importId: string, eventKeys: readonly string[]): string[] {
    return this.#sql
      .all<{ event_key: string }>(
        `with not_told_by (import_id) as (select ?1 union select import_id from withdrawn_import)
         select ledger.event_key from json_each(?2) as wanted
         cross join ledger on ledger.event_key = wanted.value
         cross join import_entry on import_entry.sequence = ledger.sequence
         where import_entry.import_id in not_told_by
           and not exists (select 1 from retold_event where retold_event.event_key = ledger.event_key
             and retold_event.import_id not in not_told_by)`,
        importId,
        JSON.stringify(eventKeys),
      )
      .map((row) => row.event_key)
  }

  /** Forgets the names of withdrawn events: told once more, they are new. */
  forget(eventKeys: readonly string[]): void {
    this.#sql.transaction(() => {
      const keys = JSON.stringify(this.withdrawnAmong(eventKeys))
      this.#sql.run('delete from retold_event where event_key in (select value from json_each(?))', keys)
      this.#sql.run('delete from ledger where event_key in (select value from json_each(?))', keys)
    })
  }

  /** Of lines of imports' entries those whose event was forgotten, or came in anew elsewhere. */
  forgottenAmong(lines: readonly ImportedLine[]): ImportedLine[] {
    return this.#sql
      .all<{ sequence: number; event_key: string }>(
        `with line as (
           select value ->> 'sequence' as sequence, value ->> 'eventKey' as event_key from json_each(?))
         select sequence, event_key from line
         where exists (select 1 from import_entry where import_entry.sequence = line.sequence)
           and not exists (
             select 1 from ledger where ledger.event_key = line.event_key and ledger.sequence = line.sequence)`,
        JSON.stringify(lines),
      )
      .map((row) => ({ sequence: row.sequence, eventKey: row.event_key }))
  }
}
