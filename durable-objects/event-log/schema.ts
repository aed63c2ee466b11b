import type { Migration } from '../sql/migrate.ts'

export const eventLogMigrations: readonly Migration[] = [
  {
    id: '0001-log',
    statements: [
      // One row an append. `accepted_before` counts the events of all earlier entries, so that no counter has to be
      // written beside it.
      `create table entry (
        sequence integer primary key,
        received_at integer not null,
        event_count integer not null,
        accepted_before integer not null,
        lines text not null
      )`,
      // Every event the log ever took, by name. `without rowid` makes it one written row an event instead of two.
      `create table ledger (
        event_key text primary key,
        fingerprint integer not null
      ) without rowid`,
      // One row: which entries are settled, and the counts.
      `create table progress (
        id integer primary key check (id = 1),
        settled_set text not null,
        settled_count integer not null,
        quarantined_count integer not null
      )`,
      `insert into progress values (1, '{"through":0,"beyond":[]}', 0, 0)`,
    ],
  },
  {
    id: '0002-forgetting',
    statements: [
      // The entry an event came in with; null for events taken before there was this column.
      'alter table ledger add column sequence integer',
      'alter table progress add column suppressed_count integer not null default 0',
      // How often lines of an entry were anonymised. Only entries in which somebody was forgotten have a row.
      'create table entry_revision (sequence integer primary key, revision integer not null)',
      // Archive segments that are being written or were, as long as their entries are kept. A stale one was made of
      // lines that were anonymised since.
      `create table segment_claim (
        segment_key text primary key,
        from_sequence integer not null,
        to_sequence integer not null,
        sequences text not null,
        is_stale integer not null default 0
      ) without rowid`,
    ],
  },
  {
    id: '0003-imports',
    statements: [
      // Entries that an import brought, kept when the entry itself is gone: an import can be taken back for good.
      `create table import_entry (
        sequence integer primary key,
        import_id text not null,
        received_at integer not null
      )`,
      'create index import_entry_import on import_entry (import_id)',
      // Events that an import told although the log had them.
      `create table retold_event (
        event_key text not null,
        import_id text not null,
        primary key (event_key, import_id)
      ) without rowid`,
      'create index retold_event_import on retold_event (import_id)',
      'create table withdrawn_import (import_id text primary key) without rowid',
      // Entries of others in which events are that a withdrawn import had told again.
      `create table withdrawn_entry (
        import_id text not null,
        sequence integer not null,
        primary key (import_id, sequence)
      ) without rowid`,
    ],
  },
  {
    id: '0004-accepted-hours',
    statements: [
      // How many events of a source came in, by hour since 1970 (UTC), for some months. Not those of imports: they come at once.
      `create table accepted_hour (
        hour integer not null,
        source text not null,
        event_count integer not null,
        primary key (hour, source)
      ) without rowid`,
    ],
  },
]
