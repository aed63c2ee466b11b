import type { SavedMapping } from '../contracts/imports.ts'
import type { SavedMappingRow } from '../database/tables/saved-mapping.ts'
import { hash53 } from '../kernel/hash.ts'
import { toIso } from '../kernel/time.ts'
import { compareTexts } from './compare-texts.ts'
import type { ConfirmedMapping } from './confirm-mapping.ts'

/** Names the files that have these headings, in whatever order. */
export function mappingIdOf(columns: readonly string[]): string {
  return `map_${hash53(JSON.stringify([...columns].sort(compareTexts))).toString(36)}`
}

/** The mapping of a file as it is kept for the next one with the same headings. */
export function savedMappingRow(
  file: { readonly tenantId: string; readonly fileName: string; readonly columns: readonly string[] },
  mapping: ConfirmedMapping,
  savedAtMs: number,
): SavedMappingRow {
  return {
    tenantId: file.tenantId,
    mappingId: mappingIdOf(file.columns),
    fileName: file.fileName,
    columns: [...file.columns],
    mapping,
    savedAt: savedAtMs,
  }
}

/** A saved mapping as the API shows it. */
export function savedMappingView(row: SavedMappingRow): SavedMapping {
  const { mappingId: id, fileName, columns, mapping } = row
  return { id, fileName, columns, mapping, savedAt: toIso(row.savedAt) }
}
