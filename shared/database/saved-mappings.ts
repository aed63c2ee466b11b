import { and, desc, eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type SavedMappingRow, savedMappingTable } from './tables/saved-mapping.ts'

const table = savedMappingTable
const listedCount = 200

/** Keeps a mapping in place of an earlier one for the same headings. */
export async function saveMapping(database: DrizzleD1Database, row: SavedMappingRow): Promise<void> {
  await database
    .insert(table)
    .values(row)
    .onConflictDoUpdate({ target: [table.tenantId, table.mappingId], set: row })
}

export async function findSavedMapping(
  database: DrizzleD1Database,
  tenantId: string,
  mappingId: string,
): Promise<SavedMappingRow | undefined> {
  const [row] = await database.select().from(table).where(isMapping(tenantId, mappingId))
  return row
}

/** The tenant's latest 200, the one saved last first. */
export async function listSavedMappings(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<SavedMappingRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(desc(table.savedAt), table.mappingId)
    .limit(listedCount)
}

/** Tells whether there was one. */
export async function deleteSavedMapping(
  database: DrizzleD1Database,
  tenantId: string,
  mappingId: string,
): Promise<boolean> {
  const deleted = await database
    .delete(table)
    .where(isMapping(tenantId, mappingId))
    .returning({ mappingId: table.mappingId })
  return deleted.length > 0
}

function isMapping(tenantId: string, mappingId: string) {
  return and(eq(table.tenantId, tenantId), eq(table.mappingId, mappingId))
}
