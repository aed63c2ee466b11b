import type { ImportKind } from '../contracts/imports.ts'
import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import { dayMs } from '../kernel/time.ts'

/** The archive tells which events an import brought, and a tenant may have it kept for no more than 30 days. */
const undoableDays = 28

/** Of the catalogue nobody knows what it said before; lines of orders are joined with what another file told. */
const lastingKinds: ReadonlySet<ImportKind> = new Set(['products', 'inventory', 'order_lines'])

type UndoableImport = Pick<CustomerImportRow, 'state' | 'createdAt' | 'isRemembered' | 'mapping'>

/** Why an import cannot be undone, in plain words; undefined when it can. `nowMs`: UTC epoch ms. */
export function undoRefusal(
  { state, createdAt, isRemembered, mapping }: UndoableImport,
  nowMs: number,
): string | undefined {
  if (state === 'undoing') return 'This import is being undone already'
  if (state === 'undone') return 'This import was undone before'
  if (state !== 'done') return 'Only an import that is done can be undone'
  if (createdAt < nowMs - undoableDays * dayMs) {
    return `An import can be undone for ${undoableDays} days after its file was uploaded`
  }
  if (!isRemembered) return 'Patron has not kept which events this import brought, so it cannot be undone'
  if (mapping !== null && lastingKinds.has(mapping.kind)) return 'Files of this kind cannot be undone'
  return undefined
}
