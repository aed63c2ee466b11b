import type { IdentityTable } from '#shared/identity/decision-records.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

const keyColumns: Readonly<Record<IdentityTable, string>> = {
  customer: 'customer_id',
  merge_history: 'merge_id',
  manual_merge_queue: 'review_id',
  identity_split: 'split_id',
}

/** Those of the ids that the directory does not know: rows of them should not be there. */
export function unknownAmong(sql: SqlDatabase, table: IdentityTable, ids: readonly string[]): string[] {
  return sql
    .all<{ id: string }>(
      `select wanted.value as id from json_each(?) as wanted
       where not exists (select 1 from ${table} where ${keyColumns[table]} = wanted.value)`,
      JSON.stringify(ids),
    )
    .map(({ id }) => id)
}
