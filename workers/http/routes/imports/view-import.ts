import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ImportView } from '#shared/contracts/imports.ts'
import { listImportParts } from '#shared/database/import-parts.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { importView } from '#shared/imports/import-view.ts'

/** An import as the API shows it, with the parts that are there while it is being uploaded. */
export async function viewImport(database: DrizzleD1Database, row: CustomerImportRow): Promise<ImportView> {
  const { state, tenantId, importId } = row
  const parts = state === 'uploading' ? await listImportParts(database, tenantId, importId) : []
  return importView(row, Date.now(), parts)
}
