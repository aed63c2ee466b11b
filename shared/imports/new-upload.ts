import type { NewUpload } from '../contracts/imports.ts'
import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import type { ImportName } from './import-keys.ts'
import { newImport } from './new-import.ts'
import type { StartPlan } from './plan-start.ts'
import type { CsvPreview } from './read-preview.ts'

/** Nobody has looked at the file yet. */
const nothingSeen: CsvPreview = {
  delimiter: ',',
  columns: [],
  rows: [],
  headingByteCount: 0,
  headingLineCount: 0,
}

/** The row of a file that will come in parts. */
export function newUpload(
  upload: ImportName & NewUpload & { readonly uploadId: string; readonly createdAtMs: number },
): CustomerImportRow {
  const { uploadId, ...file } = upload
  return { ...newImport({ ...file, preview: nothingSeen }), state: 'uploading', uploadId }
}

/** What changes in that row once the file is whole and has been looked at. */
export function uploadedChanges(
  row: CustomerImportRow,
  preview: CsvPreview,
  { state, mapping, mappingFrom }: StartPlan,
  nowMs: number,
) {
  const { preview: seen, readByteCount, readLineCount } = newImport({ ...row, preview, createdAtMs: nowMs })
  return {
    preview: seen,
    readByteCount,
    readLineCount,
    state,
    mapping,
    mappingFrom,
    uploadId: null,
    progressedAt: nowMs,
  }
}
