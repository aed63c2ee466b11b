import type { Migration } from '../sql/migrate.ts'

/** Every table is keyed by customer, so an object may hold one customer or a cell of many. */
export const customerMigrations: readonly Migration[] = [
  {
    id: '0001-customer',
    statements: [
      `create table customer (
        customer_id text primary key,
        version integer not null,
        state text not null,
        merged_into text
      )`,
      // The timeline. Its rows are long, so they are appended (a `without rowid` table would keep them sorted, at more
      // than twice the time), and one index of short entries both orders them and keeps each event from coming twice.
      `create table customer_raw_event (
        row_id integer primary key,
        customer_id text not null,
        occurred_at integer not null,
        event_key text not null,
        identifier_keys text not null,
        event text not null
      )`,
      `create unique index customer_raw_event_order on customer_raw_event (customer_id, occurred_at, event_key)`,
      `create table customer_order (
        row_id integer primary key,
        customer_id text not null,
        order_key text not null,
        state text not null
      )`,
      `create unique index customer_order_key on customer_order (customer_id, order_key)`,
    ],
  },
]
