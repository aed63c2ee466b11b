import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ImportKind } from '../contracts/imports.ts'
import { customerImportTable } from './tables/customer-import.ts'

const table = customerImportTable

/** Files that say what was sold. */
export const kindsOfSales: readonly ImportKind[] = ['orders', 'order_lines', 'sales']

/** Whether a file of sales has come in whole after a moment. */
export async function haveSalesComeIn(
  database: DrizzleD1Database,
  tenantId: string,
  sinceMs: number,
): Promise<boolean> {
  const found = await database
    .select({ importId: table.importId })
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        eq(table.state, 'done'),
        gt(table.finishedAt, sinceMs),
        inArray(sql`${table.mapping} ->> '$.kind'`, kindsOfSales),
      ),
    )
    .limit(1)
  return found.length > 0
}
