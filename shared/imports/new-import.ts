import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import type { ImportName } from './import-keys.ts'
import type { CsvPreview } from './read-preview.ts'

/** About this much of the file goes into one bucket, so that a bucket's orders fit into memory. */
const bytesPerBucket = 4 * 1024 * 1024
const maxBuckets = 256
const sampleRowCount = 20
const shownCellLength = 100

/** The row of a file that has been uploaded and waits for its mapping. */
export function newImport(
  upload: ImportName & { fileName: string; byteCount: number; preview: CsvPreview; createdAtMs: number },
): CustomerImportRow {
  const { preview, createdAtMs } = upload
  const sampleRows = preview.rows.slice(0, sampleRowCount)
  return {
    tenantId: upload.tenantId,
    importId: upload.importId,
    fileName: upload.fileName,
    state: 'awaiting-mapping',
    step: 0,
    createdAt: createdAtMs,
    progressedAt: createdAtMs,
    finishedAt: null,
    byteCount: upload.byteCount,
    readByteCount: preview.headingByteCount,
    readLineCount: preview.headingLineCount,
    bucketCount: Math.min(Math.max(Math.ceil(upload.byteCount / bytesPerBucket), 1), maxBuckets),
    loadedBucketCount: 0,
    rowCount: 0,
    rejectedRowCount: 0,
    orderCount: 0,
    acceptedEventCount: 0,
    duplicateEventCount: 0,
    loadedAt: null,
    failure: null,
    preview: {
      delimiter: preview.delimiter,
      columns: preview.columns,
      sampleRows: sampleRows.map((cells) => cells.map((cell) => cell.slice(0, shownCellLength))),
    },
    mapping: null,
    mappingFrom: 'guess',
    uploadId: null,
    isRemembered: true,
    undo: null,
    rejectReasons: [],
  }
}
