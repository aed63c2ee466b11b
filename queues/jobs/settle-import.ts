import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { bucketsFolder, joinedUpToKey, uploadKey } from '#shared/imports/import-keys.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'
import { joinWaitingLines } from './join-waiting-lines.ts'

/**
 * Ends the import once everything it appended is visible everywhere: once the oldest event that is still on its way came
 * after the import's last. Until then it changes nothing and is asked again. Orders then take in the lines that waited
 * for them, which is settled in its turn.
 */
export async function settleImport(row: CustomerImportRow, ports: ImportPorts): Promise<ImportChanges> {
  const oldestMs = await ports.log.oldestUnsettledMs()
  if (oldestMs !== undefined && oldestMs <= (row.loadedAt ?? 0)) return {}
  const joined = row.mapping?.kind === 'orders' ? await joinWaitingLines(row, ports) : undefined
  if (joined !== undefined) return joined
  // The file has given all it has, and is full of people; only what it rejected is kept for a while.
  await ports.files.remove([
    uploadKey(row),
    joinedUpToKey(row),
    ...(await ports.files.list(bucketsFolder(row))),
  ])
  return { state: 'done', finishedAt: ports.nowMs() }
}
