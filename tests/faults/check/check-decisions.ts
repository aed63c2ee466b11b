import type { Differences } from './differences.ts'
import type { PlatformContents } from './platform-contents.ts'

const tables = [
  ['merge_history', 'merge_id, survivor_id, merged_id, rule, undone_at, undone_by, version', 'merge_id'],
  ['identity_split', 'split_id, customer_id, new_customer_id, identifiers, undone_at, version', 'split_id'],
  ['manual_merge_queue', 'review_id, reason, status, version', 'review_id'],
] as const

/** No decision may be open, and D1 has to tell of decisions what the directory does. */
export function checkDecisions({ directory, database }: PlatformContents, differences: Differences): void {
  for (const { operation, kind } of directory.rows<{ operation: number; kind: string }>(
    'select operation, kind from identity_operation',
  )) {
    differences.add('decision', `${kind} ${operation} is still open`)
  }
  for (const [table, columns, key] of tables) {
    const statement = `select ${columns} from ${table} order by ${key}`
    const told = new Map(
      Array.from(database.rows<Record<string, unknown>>(statement), (row) => [row[key], row]),
    )
    for (const row of directory.rows<Record<string, unknown>>(statement)) {
      differences.compare('decision', `${table} ${row[key]} in D1`, told.get(row[key]), row)
      told.delete(row[key])
    }
    for (const id of told.keys()) differences.add('decision', `${table} ${id} is in D1 alone`)
  }
}
