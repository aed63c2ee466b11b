import { and, asc, eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type ImportPartRow, importPartTable } from './tables/import-part.ts'

const table = importPartTable

/** Notes a part; one that comes again takes the place of the first. */
export async function saveImportPart(database: DrizzleD1Database, row: ImportPartRow): Promise<void> {
  await database
    .insert(table)
    .values(row)
    .onConflictDoUpdate({ target: [table.tenantId, table.importId, table.partNumber], set: row })
}

/** The parts that are there, in the order of the file. */
export async function listImportParts(
  database: DrizzleD1Database,
  tenantId: string,
  importId: string,
): Promise<ImportPartRow[]> {
  return database.select().from(table).where(isOf(tenantId, importId)).orderBy(asc(table.partNumber))
}

export async function deleteImportParts(
  database: DrizzleD1Database,
  tenantId: string,
  importId: string,
): Promise<void> {
  await database.delete(table).where(isOf(tenantId, importId))
}

function isOf(tenantId: string, importId: string) {
  return and(eq(table.tenantId, tenantId), eq(table.importId, importId))
}
