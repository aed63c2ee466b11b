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
  {
    id: '0002-decisions',
    statements: [
      // Numbers of decisions about identity. `operation`: the last one about this customer that was carried out.
      // `brought_by`: the last one that was known when a decision, about whomever, brought events here. `fence`: an event resolved before that
      // decision may belong elsewhere by now, and is not taken.
      'alter table customer add column operation integer not null default 0',
      'alter table customer add column brought_by integer not null default 0',
      'alter table customer add column fence integer not null default 0',
      'alter table customer add column is_erased integer not null default 0',
      // The customer the event was attributed to before any merge, and those of its identifiers that are not this
      // customer's: JSON, null when all are.
      `alter table customer_raw_event add column home_customer_id text not null default ''`,
      'alter table customer_raw_event add column foreign_keys text',
      `create index customer_raw_event_foreign on customer_raw_event (customer_id) where foreign_keys is not null`,
    ],
  },
  {
    id: '0003-told-versions',
    statements: [
      // The version of the customer in which it last told of the order: made again, the order's row is the same. 0: before
      // there was this column.
      'alter table customer_order add column version integer not null default 0',
    ],
  },
]
