import type { Migration } from '../sql/migrate.ts'

export const liveFeedMigrations: readonly Migration[] = [
  {
    id: '0001-feed',
    statements: ['create table message (sequence integer primary key, body text not null)'],
  },
  {
    id: '0002-forgotten',
    statements: [
      // Erased customers, and how many of their events were shown: one on its way may still come in.
      `create table forgotten_customer (
        customer_id text primary key,
        event_count integer not null
      ) without rowid`,
    ],
  },
  {
    id: '0003-predictions',
    statements: [
      "alter table message add column kind text not null default 'events'",
      'create index message_kind on message (kind, sequence)',
      // Changes of predictions that were told, so that none is told twice. No customer: it was taken back.
      `create table told_change (
        change_id text primary key,
        customer_id text,
        sequence integer not null,
        told_at integer not null
      ) without rowid`,
      'create index told_change_customer on told_change (customer_id)',
      'create index told_change_sequence on told_change (sequence)',
    ],
  },
]
