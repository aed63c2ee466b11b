import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { waitingLinesPrefix } from '#shared/imports/import-keys.ts'
import type { ImportChanges, ImportPorts } from '../import-ports.ts'

/** Takes back the next piece of an import, and notes how far it is. */
export async function undoImport(row: CustomerImportRow, ports: ImportPorts): Promise<ImportChanges> {
  const { undo } = row
  if (undo === null) throw new Error('an import is being undone that nobody wanted undone')
  const next = await ports.withdrawPiece(undo)
  if (next !== undefined) return { undo: { ...undo, ...next } }
  // Lines that still wait for their orders are no events yet. Nobody lets them join while an import is undone.
  await ports.files.remove(await ports.files.list(waitingLinesPrefix(row)))
  return { state: 'undone', undo: { ...undo, finishedAtMs: ports.nowMs() } }
}
