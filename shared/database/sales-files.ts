import type { SqlStatement } from './sql-statement.ts'
import type { SalesFileRow } from './tables/sales.ts'

/** A row as the statement finds it. */
export type FoundSalesFile = Omit<SalesFileRow, 'dayMarks'> & { readonly dayMarks: string }

/** The files of a tenant's sales, oldest days first. */
export function salesFilesStatement(tenantId: string): SqlStatement {
  return {
    text: `select tenant_id as tenantId, file_key as fileKey, from_day as fromDay, to_day as toDay, day_marks as dayMarks,
             sale_count as saleCount, byte_count as byteCount, written_at as writtenAt
           from sales_file where tenant_id = ? order by from_day, file_key`,
    values: [tenantId],
  }
}

export function salesFileOf(found: FoundSalesFile): SalesFileRow {
  return { ...found, dayMarks: JSON.parse(found.dayMarks) }
}

/**
 * The statements that put rows of files in the place of others, to be run as one transaction: nothing is done when one of
 * the old ones is gone, or another file has a day between the first and the last of the new ones. The last one returns a row when
 * it was done.
 */
export function replaceSalesFiles(
  tenantId: string,
  oldKeys: readonly string[],
  rows: readonly Omit<SalesFileRow, 'tenantId'>[],
): SqlStatement[] {
  const old = JSON.stringify(oldKeys)
  const told = JSON.stringify(
    rows.map((row) => [
      row.fileKey,
      row.fromDay,
      row.toDay,
      JSON.stringify(row.dayMarks),
      row.saleCount,
      row.byteCount,
      row.writtenAt,
    ]),
  )
  const isOld = 'file_key in (select value from json_each(?2))'
  const mayReplace = `(select count(*) from sales_file where tenant_id = ?1 and ${isOld}) = json_array_length(?2)
    and not exists (select 1 from sales_file where tenant_id = ?1 and not ${isOld}
      and from_day <= (select max(value ->> 2) from json_each(?3)) and to_day >= (select min(value ->> 1) from json_each(?3)))`
  const isDone = `not exists (select 1 from json_each(?3) as new where not exists (
    select 1 from sales_file where tenant_id = ?1 and file_key = new.value ->> 0))`
  if (rows.length === 0) {
    return [
      {
        text: `delete from sales_file where tenant_id = ?1 and ${isOld} returning file_key`,
        values: [tenantId, old],
      },
    ]
  }
  return [
    {
      text: `insert into sales_file (tenant_id, file_key, from_day, to_day, day_marks, sale_count, byte_count, written_at)
             select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
             from json_each(?3) where ${mayReplace}`,
      values: [tenantId, old, told],
    },
    {
      text: `delete from sales_file where tenant_id = ?1 and ${isOld} and ${isDone}`,
      values: [tenantId, old, told],
    },
    { text: `select 1 as isDone where ${isDone}`, values: [tenantId, '[]', told] },
  ]
}
