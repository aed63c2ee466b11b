import { drizzle } from 'drizzle-orm/d1'
import type { ImportView } from '#shared/contracts/imports.ts'
import { listImportParts } from '#shared/database/import-parts.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { importView } from '#shared/imports/import-view.ts'
import type { Env } from '../../../env.ts'
import { unreadableSiblingCount } from './unreadable-siblings.ts'

/** An import as the API shows it, with the parts that are there while it is being uploaded. */
export async function viewImport(env: Pick<Env, 'DB'>, row: CustomerImportRow): Promise<ImportView> {
  const { state, tenantId, importId } = row
  const parts = state === 'uploading' ? await listImportParts(drizzle(env.DB), tenantId, importId) : []
  return importView(row, Date.now(), {
    parts,
    unreadableSiblingCount: await unreadableSiblingCount(env, row),
  })
}
