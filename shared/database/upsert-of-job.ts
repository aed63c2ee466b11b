import { getTableColumns } from 'drizzle-orm'
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { JobRow } from './tables/job.ts'

/** The job that writes. */
export type WritingJob = Pick<JobRow, 'tenantId' | 'jobId'>

/** True while the job `?2` of the tenant `?1` goes on: who is late, and works for one that has ended, changes nothing. */
export const isJobActive = `exists (select 1 from job where tenant_id = ?1 and job_id = ?2
  and state in ('queued', 'running'))`

/**
 * The statements that put rows of a job's tenant into a table, each in the place of the one with its key. They do nothing once
 * the job has ended, and may run again.
 */
export function upsertOfJob<Table extends SQLiteTable>(
  table: Table,
  { tenantId, jobId }: WritingJob,
  rows: readonly Omit<Table['$inferSelect'], 'tenantId'>[],
): SqlStatement[] {
  const { name, primaryKeys } = getTableConfig(table)
  const keys = new Set(primaryKeys.flatMap(({ columns }) => columns.map((column) => column.name)))
  const columns = Object.entries<SQLiteColumn>(getTableColumns(table)).filter(
    ([field]) => field !== 'tenantId',
  )
  const names = columns.map(([, column]) => column.name)
  const changes = names.filter((column) => !keys.has(column))
  const values = rows.map((row) => {
    const fields: Readonly<Record<string, unknown>> = row
    return columns.map(([field, column]) => {
      const value = fields[field] ?? null
      return value === null ? null : column.mapToDriverValue(value)
    })
  })
  const text = `insert into ${name} (tenant_id, ${names.join(', ')})
    select ?1, ${names.map((_, place) => `told.value ->> ${place}`).join(', ')} from json_each(?3) as told
    where ${isJobActive}
    on conflict do update set ${changes.map((column) => `${column} = excluded.${column}`).join(', ')}`
  return jsonChunks(values).map((chunk) => ({ text, values: [tenantId, jobId, chunk] }))
}
