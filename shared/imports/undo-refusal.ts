import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import { dayMs } from '../kernel/time.ts'

/** The archive tells which events an import brought, and a tenant may have it kept for no more than 30 days. */
const undoableDays = 28

type UndoableImport = Pick<CustomerImportRow, 'state' | 'createdAt' | 'isRemembered'>

/**
 * Why an import cannot be undone, in plain words; undefined when it can. `nowMs`: UTC epoch ms.
 * `unreadableSiblingCount`: how many other imports of products or stock there are whose words, should this one have
 * replaced them, cannot be found again.
 */
export function undoRefusal(
  { state, createdAt, isRemembered }: UndoableImport,
  unreadableSiblingCount: number,
  nowMs: number,
): string | undefined {
  if (state === 'undoing') return 'This import is being undone already'
  if (state === 'undone') return 'This import was undone before'
  if (state !== 'done') return 'Only an import that is done can be undone'
  if (createdAt < nowMs - undoableDays * dayMs) {
    return `An import can be undone for ${undoableDays} days after its file was uploaded`
  }
  if (!isRemembered) return 'Patron has not kept which events this import brought, so it cannot be undone'
  if (unreadableSiblingCount > 0) {
    return 'What earlier files of this kind said is no longer archived, so it could not be set back'
  }
  return undefined
}
