import type { IdentityRecords, IdentityTable } from '../identity/decision-records.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { JobRow } from './tables/job.ts'

/** A row of the version that is about to be told again. */
export interface RenewedCustomer {
  readonly customerId: string
  readonly version: number
}

/**
 * The statements after which the rows of customers are replaced by what is told of them in the same transaction, even if
 * that is of no higher version: whatever somebody has made of a row, it goes. One that is newer than what is told stays.
 */
export function renewCustomers(tenantId: string, customers: readonly RenewedCustomer[]): SqlStatement[] {
  const rows = customers.map(({ customerId, version }) => [customerId, version])
  return jsonChunks(rows).flatMap((chunk) => [
    {
      text: `delete from customer_profile where tenant_id = ?1 and ${isTold('customer_profile', 'customer_id')}`,
      values: [tenantId, chunk],
    },
    {
      // What was predicted with is kept beside it, and is nobody's to tell again.
      text: `update features set version = -1 where tenant_id = ?1 and ${isTold('features', 'customer_id')}`,
      values: [tenantId, chunk],
    },
  ])
}

/** The same for records of identity. */
export function renewRecords(tenantId: string, { merges, reviews, splits }: IdentityRecords): SqlStatement[] {
  const told = [
    { table: 'merge_history', key: 'merge_id', rows: merges.map((row) => [row.mergeId, row.version]) },
    {
      table: 'manual_merge_queue',
      key: 'review_id',
      rows: reviews.map((row) => [row.reviewId, row.version]),
    },
    { table: 'identity_split', key: 'split_id', rows: splits.map((row) => [row.splitId, row.version]) },
  ]
  return told.flatMap(({ table, key, rows }) =>
    jsonChunks(rows).map((chunk) => ({
      text: `update ${table} set version = 0 where tenant_id = ?1 and ${isTold(table, key)}`,
      values: [tenantId, chunk],
    })),
  )
}

/**
 * The statement that finds, as `id`, customers of whom a part has left by records that D1 does not have so yet: merges that it
 * has as standing, and splits that it does not have.
 */
export function unawareTakenApart(tenantId: string, { merges, splits }: IdentityRecords): SqlStatement {
  const undone = merges.filter(({ undoneAtMs }) => undoneAtMs !== null)
  return {
    text: `select told.value ->> 1 as id from json_each(?2) as told cross join merge_history as known
             on known.tenant_id = ?1 and known.merge_id = told.value ->> 0 where known.undone_at is null
           union select told.value ->> 1 from json_each(?3) as told where not exists (
             select 1 from identity_split where tenant_id = ?1 and split_id = told.value ->> 0)`,
    values: [
      tenantId,
      JSON.stringify(undone.map(({ mergeId, survivorId }) => [mergeId, survivorId])),
      JSON.stringify(splits.map(({ splitId, customerId }) => [splitId, customerId])),
    ],
  }
}

function isTold(table: string, key: string): string {
  return `${key} in (select told.value ->> 0 from json_each(?2) as told cross join ${table} as known
    on known.tenant_id = ?1 and known.${key} = told.value ->> 0 and known.version <= told.value ->> 1)`
}

/** The tables of D1 whose rows the directory has to know, with their keys. */
export const knownTables: readonly {
  readonly table: string
  readonly key: string
  readonly of: IdentityTable
}[] = [
  { table: 'customer_profile', key: 'customer_id', of: 'customer' },
  { table: 'merge_history', key: 'merge_id', of: 'merge_history' },
  { table: 'manual_merge_queue', key: 'review_id', of: 'manual_merge_queue' },
  { table: 'identity_split', key: 'split_id', of: 'identity_split' },
]

/** The statement that reads the next keys of a table, as `id`. */
export function keysAfter(
  tenantId: string,
  { table, key }: { readonly table: string; readonly key: string },
  after: string,
  limit: number,
): SqlStatement {
  return {
    text: `select ${key} as id from ${table} where tenant_id = ?1 and ${key} > ?2 order by ${key} limit ?3`,
    values: [tenantId, after, limit],
  }
}

export function deleteByKey(
  tenantId: string,
  { table, key }: { readonly table: string; readonly key: string },
  ids: readonly string[],
): SqlStatement {
  return {
    text: `delete from ${table} where tenant_id = ?1 and ${key} in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(ids)],
  }
}

/** Of each customer one row or several; without a row of a living customer they are nobody's. */
const tablesOfCustomers = ['match_record', 'features', 'predictions', 'segment_movement', 'consumption_event']

/** The statements that delete rows about customers and orders that there are not. */
export function deleteOrphans(tenantId: string): SqlStatement[] {
  return [
    ...tablesOfCustomers.map((table) => ({
      text: `delete from ${table} where tenant_id = ?1 and not exists (select 1 from customer_profile as profile
               where profile.tenant_id = ?1 and profile.customer_id = ${table}.customer_id
               and profile.merged_into is null and profile.erased_at is null)`,
      values: [tenantId],
    })),
    {
      text: `delete from order_teller where tenant_id = ?1 and not exists (select 1 from customer_order
               where customer_order.tenant_id = ?1 and customer_order.order_key = order_teller.order_key)`,
      values: [tenantId],
    },
  ]
}

/** The statement that forgets who tells of orders that nobody else tells of: the rows of the orders say so themselves. */
export function deleteLoneTellers(tenantId: string, orderKeys: readonly string[]): SqlStatement {
  return {
    text: `delete from order_teller where tenant_id = ?1 and order_key in (select value from json_each(?2))
             and teller_id = (select coalesce(customer_id, '') from customer_order
               where customer_order.tenant_id = ?1 and customer_order.order_key = order_teller.order_key)
             and not exists (select 1 from order_teller as other where other.tenant_id = ?1
               and other.order_key = order_teller.order_key and other.teller_id <> order_teller.teller_id)`,
    values: [tenantId, JSON.stringify(orderKeys)],
  }
}

/** What only archived events tell. */
const tablesOfWords = ['product', 'product_variant', 'store', 'inventory', 'stock_day', 'reported_sales']

/** The statements that empty what is told again by the archive, as long as the job stands where `seen` has it. */
export function deleteWords(seen: Pick<JobRow, 'tenantId' | 'jobId' | 'step'>): SqlStatement[] {
  return tablesOfWords.map((table) => ({
    text: `delete from ${table} where tenant_id = ?1 and exists (select 1 from job
             where job.tenant_id = ?1 and job_id = ?2 and step = ?3 and state in ('queued', 'running'))`,
    values: [seen.tenantId, seen.jobId, seen.step],
  }))
}

/** The statement that reads the next days that have orders or totals, as `day`. */
export function daysAfter(tenantId: string, after: string, limit: number): SqlStatement {
  return {
    text: `select day from (
             select day from customer_order where tenant_id = ?1 and day > ?2
             union select day from sales_day where tenant_id = ?1 and day > ?2) order by day limit ?3`,
    values: [tenantId, after, limit],
  }
}
