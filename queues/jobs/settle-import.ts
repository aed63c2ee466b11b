import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { bucketsFolder, uploadKey } from '#shared/imports/import-keys.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'

/**
 * Ends the import once everything it appended is visible everywhere: once the oldest event that is still on its way came
 * after the import's last. Until then it changes nothing and is asked again.
 */
export async function settleImport(row: CustomerImportRow, ports: ImportPorts): Promise<ImportChanges> {
  const oldestMs = await ports.log.oldestUnsettledMs()
  if (oldestMs !== undefined && oldestMs <= (row.loadedAt ?? 0)) return {}
  // The file has given all it has, and is full of people; only what it rejected is kept for a while.
  await ports.files.remove([uploadKey(row), ...(await ports.files.list(bucketsFolder(row)))])
  return { state: 'done', finishedAt: ports.nowMs() }
}
