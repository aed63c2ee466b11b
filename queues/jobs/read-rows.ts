import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { isConfirmed } from '#shared/imports/confirm-mapping.ts'
import { decodeRecord } from '#shared/imports/decode-record.ts'
import { bucketPartKey, groupPlacesKey, rejectsKey, uploadKey } from '#shared/imports/import-keys.ts'
import { importKindWork } from '#shared/imports/kinds/kinds.ts'
import { rejectLine } from '#shared/imports/reject-file.ts'
import { countRejects, type RowReject, rowReject } from '#shared/imports/row-reject.ts'
import { type ScannedRecords, scanRecords } from '#shared/imports/scan-records.ts'
import { writeNumbers } from '#shared/imports/scattered-groups.ts'
import { splitCells } from '#shared/imports/split-cells.ts'
import { isBlankRow } from '#shared/imports/tidy-cell.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'
import { isPlacedBeside, placeBeside, placeByGroup, type RowPlacer } from './place-rows.ts'

/** One step reads this much of the file: a second or so of work, and a fraction of a Worker's memory. */
export const readStepBytes = 4 * 1024 * 1024

/**
 * Reads the next piece of the file and puts its rows into buckets, so that all rows of an order meet however far apart they
 * stand in the file.
 */
export async function readRows(row: CustomerImportRow, ports: ImportPorts): Promise<ImportChanges> {
  const { files } = ports
  const bytes = await files.read(uploadKey(row), { offset: row.readByteCount, length: readStepBytes })
  if (bytes === undefined) return failed('The uploaded file is gone', ports.nowMs())
  const isLast = row.readByteCount + bytes.length >= row.byteCount
  const { delimiter } = row.preview
  const scanned = scanRecords(bytes, { delimiter, isLast, lineNumber: row.readLineCount + 1 })
  if (scanned.nextByte === 0 && !isLast) {
    return failed(
      `Line ${row.readLineCount + 1} is longer than 4 MiB: this is no file of rows`,
      ports.nowMs(),
    )
  }

  const isBeside = await isPlacedBeside(row, files)
  const placer = isBeside ? placeBeside(row.bucketCount) : placeByGroup(row.bucketCount)
  const { rejects, rowCount } = sortRows(bytes, scanned, row, ports.shopCountry, placer)
  freeBytes(bytes)
  const { buckets, places } = placer.place()
  // Before the rows: where there are rows and no places, these were not kept from the beginning.
  if (isBeside) await files.write(groupPlacesKey(row, row.step), writeNumbers(places))
  for (const [bucket, lines] of buckets)
    await files.write(bucketPartKey(row, bucket, row.step), lines.join('\n'))
  if (rejects.length > 0) {
    const lines = rejects.map((reject) => rejectLine(reject, delimiter))
    await files.write(rejectsKey(row, row.step, 0), lines.join(''))
  }
  return {
    state: isLast ? 'loading' : 'reading',
    readByteCount: row.readByteCount + scanned.nextByte,
    readLineCount: scanned.nextLineNumber - 1,
    rowCount: row.rowCount + rowCount,
    rejectedRowCount: row.rejectedRowCount + rejects.length,
    rejectReasons: countRejects(row.rejectReasons, rejects),
  }
}

/** Gives the rows that can be read to `placer`, and returns those that cannot. Blank rows are neither. */
function sortRows(
  bytes: Uint8Array,
  scanned: ScannedRecords,
  row: CustomerImportRow,
  shopCountry: string,
  placer: RowPlacer,
) {
  if (!isConfirmed(row.mapping)) throw new Error('an import is being read without a mapping')
  const { delimiter, columns } = row.preview
  const readRow = importKindWork[row.mapping.kind].rowReader(columns, row.mapping, shopCountry)
  const rejects: RowReject[] = []
  let rowCount = 0
  for (const span of scanned.spans) {
    const record = decodeRecord(bytes.subarray(span.from, span.to))
    const place = { lineNumber: span.lineNumber, record }
    if (span.problem !== undefined) {
      rejects.push(rowReject(span.problem, place, null))
      rowCount += 1
      continue
    }
    const cells = splitCells(record, delimiter)
    if (isBlankRow(cells)) continue
    rowCount += 1
    const read = readRow(cells, place)
    if (!read.ok) {
      rejects.push(read.failure)
      continue
    }
    placer.add(read.value)
  }
  return { rejects, rowCount }
}

function failed(failure: string, nowMs: number): ImportChanges {
  return { state: 'failed', failure, finishedAt: nowMs }
}
