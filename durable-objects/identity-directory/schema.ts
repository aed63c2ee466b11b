import type { Migration } from '../sql/migrate.ts'

export const identityDirectoryMigrations: readonly Migration[] = [
  {
    id: '0001-directory',
    statements: [
      // The customer an identifier was first seen with. A merge does not touch these rows: it adds a redirect, so that
      // it costs one row however many identifiers move, and can be taken back.
      `create table identifier (
        identifier_key text primary key,
        customer_id text not null
      ) without rowid`,
      // Customers that are merged away, with the customer they are now part of (never itself merged away).
      `create table redirect (
        customer_id text primary key,
        survivor_id text not null
      ) without rowid`,
      'create index redirect_survivor on redirect (survivor_id)',
      `create table merge_history (
        merge_id text primary key,
        survivor_id text not null,
        merged_id text not null,
        merged_at integer not null,
        rule text not null,
        rule_version integer not null,
        event_key text not null,
        identifiers text not null,
        is_handed_over integer not null default 0
      ) without rowid`,
      'create index merge_history_open on merge_history (is_handed_over) where is_handed_over = 0',
      `create table manual_merge_queue (
        review_id text primary key,
        opened_at integer not null,
        reason text not null,
        event_key text not null unique,
        customer_ids text not null,
        identifiers text not null
      ) without rowid`,
    ],
  },
]
