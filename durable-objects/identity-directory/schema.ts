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
  {
    id: '0002-decisions',
    statements: [
      // Every customer with the identifiers that were first seen with it, as JSON [key, occurredAt, eventKey], receipts
      // left out. `basis` is the number of the last decision about it.
      `create table customer (
        customer_id text primary key,
        links text not null,
        basis integer not null default 0,
        erased_at integer
      ) without rowid`,
      'create index customer_erased on customer (customer_id) where erased_at is not null',
      `insert into customer (customer_id, links)
       select customer_id, json_group_array(json_array(identifier_key, 0, '')) from identifier
       where identifier_key not like 'pos_bill:%' group by customer_id`,
      "insert or ignore into customer (customer_id, links) select customer_id, '[]' from identifier",
      "insert or ignore into customer (customer_id, links) select customer_id, '[]' from redirect",

      // Work that follows from decisions and is not done yet; see OpenOperation.
      `create table identity_operation (
        operation integer primary key,
        kind text not null,
        customer_id text not null,
        detail text not null
      )`,
      'create table last_operation (operation integer not null)',
      `insert into identity_operation (kind, customer_id, detail)
       select 'hand-over', merged_id, '' from merge_history where is_handed_over = 0 order by merge_id`,
      'insert into last_operation select coalesce(max(operation), 0) from identity_operation',

      'drop index merge_history_open',
      'alter table merge_history drop column is_handed_over',
      'alter table merge_history add column decided_by text',
      'alter table merge_history add column undone_at integer',
      'alter table merge_history add column undone_by text',
      // A record is projected again whenever its version has outgrown the projected one.
      'alter table merge_history add column version integer not null default 1',
      'alter table merge_history add column projected_version integer not null default 0',
      'create index merge_history_unprojected on merge_history (merge_id) where projected_version < version',
      'create index merge_history_survivor on merge_history (survivor_id)',
      'create index merge_history_merged on merge_history (merged_id)',

      `create table identity_split (
        split_id text primary key,
        customer_id text not null,
        new_customer_id text not null,
        identifiers text not null,
        split_at integer not null,
        decided_by text not null,
        undone_at integer,
        undone_by text,
        version integer not null default 1,
        projected_version integer not null default 0
      ) without rowid`,
      'create index identity_split_unprojected on identity_split (split_id) where projected_version < version',
      'create index identity_split_customer on identity_split (customer_id)',
      'create index identity_split_new_customer on identity_split (new_customer_id)',

      'alter table manual_merge_queue rename to early_merge_queue',
      `create table manual_merge_queue (
        review_id text primary key,
        opened_at integer not null,
        reason text not null,
        subject text not null,
        event_key text not null,
        customer_ids text not null,
        identifiers text not null,
        match_weight real,
        contributions text not null default '[]',
        status text not null default 'open',
        assigned_to text,
        decided_at integer,
        decided_by text,
        history text not null default '[]',
        version integer not null default 1,
        projected_version integer not null default 0
      ) without rowid`,
      `insert into manual_merge_queue (review_id, opened_at, reason, subject, event_key, customer_ids, identifiers)
       select review_id, opened_at, reason, 'event:' || event_key, event_key, customer_ids, identifiers
       from early_merge_queue`,
      'drop table early_merge_queue',
      'create index manual_merge_queue_unprojected on manual_merge_queue (review_id) where projected_version < version',
      'create index manual_merge_queue_subject on manual_merge_queue (subject)',
      `create unique index manual_merge_queue_open on manual_merge_queue (subject) where status = 'open'`,
      // The customers of open reviews: a merge closes those that it answers.
      `create table review_customer (
        customer_id text not null,
        review_id text not null,
        primary key (customer_id, review_id)
      ) without rowid`,
      `insert into review_customer
       select customer.value, review_id from manual_merge_queue, json_each(customer_ids) as customer where true
       on conflict do nothing`,

      // Pairs that a person said are different people. `lifted_by` is the merge by which somebody said otherwise: it
      // holds again once that is undone.
      `create table kept_apart (
        left_id text not null,
        right_id text not null,
        lifted_by text,
        primary key (left_id, right_id)
      ) without rowid`,
      'create index kept_apart_lifted on kept_apart (lifted_by) where lifted_by is not null',
      'create table shared_identifier (identifier_key text primary key) without rowid',
      // Whom an identifier has brought together, or nearly.
      `create table identifier_tie (
        identifier_key text not null,
        partner text not null,
        primary key (identifier_key, partner)
      ) without rowid`,
      // Keyed hashes of identifiers that are not to be taken; until_ms: only events up to then, null: none at all.
      `create table suppressed_identifier (
        identifier_hash text primary key,
        until_ms integer
      ) without rowid`,
      'create table hash_secret (secret text not null)',
    ],
  },
  {
    id: '0003-erasures',
    statements: [
      // Every erasure that was ever decided, with ids alone: what was put back from an older copy is erased again by it.
      'create table erasure (operation integer primary key, customer_id text not null, detail text not null)',
      `insert into erasure select operation, customer_id, detail from identity_operation where kind = 'erase'`,
    ],
  },
]
