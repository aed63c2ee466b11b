import type { ImportView } from '../contracts/imports.ts'
import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import { toIso } from '../kernel/time.ts'

/** An import as the API shows it. */
export function importView(row: CustomerImportRow): ImportView {
  return {
    id: row.importId,
    fileName: row.fileName,
    state: row.state,
    createdAt: toIso(row.createdAt),
    finishedAt: row.finishedAt === null ? null : toIso(row.finishedAt),
    byteCount: row.byteCount,
    progressRate: progressRate(row),
    rowCount: row.rowCount,
    rejectedRowCount: row.rejectedRowCount,
    orderCount: row.orderCount,
    acceptedEventCount: row.acceptedEventCount,
    duplicateEventCount: row.duplicateEventCount,
    failure: row.failure,
    rejectReasons: row.rejectReasons,
    columns: row.preview.columns,
    sampleRows: row.preview.sampleRows,
    mapping: row.mapping,
  }
}

/** Reading is about a fifth of the work, loading two more; the rest is waiting until all of it is visible. */
function progressRate(row: CustomerImportRow): number {
  if (row.state === 'done') return 1
  const readRate = row.byteCount === 0 ? 0 : row.readByteCount / row.byteCount
  const loadedRate = row.bucketCount === 0 ? 0 : row.loadedBucketCount / row.bucketCount
  return row.state === 'awaiting-mapping' ? 0 : 0.2 * readRate + 0.4 * loadedRate
}
