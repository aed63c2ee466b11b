import type { ImportView } from '../contracts/imports.ts'
import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import type { ImportPartRow } from '../database/tables/import-part.ts'
import { secondMs, toIso } from '../kernel/time.ts'
import { repairOf } from './repairs.ts'
import { undoRefusal } from './undo-refusal.ts'
import { partCountOf, uploadPartBytes } from './upload-parts.ts'

/** What of an import is not in its row: parts while it is being uploaded, and what its undo depends on. */
interface AroundImport {
  readonly parts?: readonly ImportPartRow[]
  readonly unreadableSiblingCount?: number
}

const goesOn: ReadonlySet<CustomerImportRow['state']> = new Set(['reading', 'loading', 'settling', 'undoing'])
/** Nearly all steps take less. */
const longestStepMs = 15 * secondMs

/** An import as the API shows it. */
export function importView(
  row: CustomerImportRow,
  nowMs: number,
  { parts = [], unreadableSiblingCount = 0 }: AroundImport = {},
): ImportView {
  return {
    id: row.importId,
    fileName: row.fileName,
    state: row.state,
    createdAt: toIso(row.createdAt),
    finishedAt: row.finishedAt === null ? null : toIso(row.finishedAt),
    byteCount: row.byteCount,
    progressRate: progressRate(row, parts),
    standsSince:
      goesOn.has(row.state) && nowMs - row.progressedAt > longestStepMs ? toIso(row.progressedAt) : null,
    rowCount: row.rowCount,
    rejectedRowCount: row.rejectedRowCount,
    orderCount: row.orderCount,
    acceptedEventCount: row.acceptedEventCount,
    duplicateEventCount: row.duplicateEventCount,
    failure: row.failure,
    rejectReasons: row.rejectReasons.map((count) => ({
      reason: count.reason,
      column: count.column,
      rowCount: count.rowCount,
      repair: repairOf(count, row.mapping),
      examples: [...(count.examples ?? [])],
    })),
    upload: row.state === 'uploading' ? uploadView(row, parts) : null,
    columns: row.preview.columns,
    sampleRows: row.preview.sampleRows,
    undoRefusal: undoRefusal(row, unreadableSiblingCount, nowMs) ?? null,
    undo: undoView(row),
    mapping: row.mapping,
    mappingFrom: row.mappingFrom,
  }
}

function uploadView({ byteCount }: CustomerImportRow, parts: readonly ImportPartRow[]) {
  return {
    partBytes: uploadPartBytes,
    partCount: partCountOf(byteCount),
    receivedParts: parts.map(({ partNumber }) => partNumber),
  }
}

function undoView({ undo }: CustomerImportRow): ImportView['undo'] {
  if (undo === null) return null
  const { by, requestedAtMs, finishedAtMs } = undo
  return {
    requestedBy: by,
    requestedAt: toIso(requestedAtMs),
    finishedAt: finishedAtMs === null ? null : toIso(finishedAtMs),
  }
}

/** Reading is about a fifth of the work, loading two more; the rest is waiting until all of it is visible. */
function progressRate(row: CustomerImportRow, parts: readonly ImportPartRow[]): number {
  if (row.state === 'uploading') {
    return parts.reduce((sum, part) => sum + part.byteCount, 0) / row.byteCount
  }
  if (row.state === 'undoing') {
    return Math.min((row.undo?.eventCount ?? 0) / Math.max(row.acceptedEventCount, 1), 1)
  }
  if (row.state === 'done' || row.state === 'undone') return 1
  const readRate = row.byteCount === 0 ? 0 : row.readByteCount / row.byteCount
  const loadedRate = row.bucketCount === 0 ? 0 : row.loadedBucketCount / row.bucketCount
  return row.state === 'awaiting-mapping' ? 0 : 0.2 * readRate + 0.4 * loadedRate
}
