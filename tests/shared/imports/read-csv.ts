import { decodeRecord } from '#shared/imports/decode-record.ts'
import { type RecordSpan, scanRecords } from '#shared/imports/scan-records.ts'
import { splitCells } from '#shared/imports/split-cells.ts'

export interface ReadRecord {
  readonly lineNumber: number
  readonly cells: string[]
  readonly problem?: RecordSpan['problem']
}

/** Reads a CSV as the reading steps do: in pieces that begin where the last one ended, of at least `pieceBytes`. */
export function readCsv(bytes: Uint8Array, delimiter: string, pieceBytes: number): ReadRecord[] {
  const records: ReadRecord[] = []
  let from = 0
  let lineNumber = 1
  let length = pieceBytes
  while (from < bytes.length) {
    const piece = bytes.subarray(from, from + length)
    const isLast = from + piece.length === bytes.length
    const scanned = scanRecords(piece, { delimiter, isLast, lineNumber })
    for (const span of scanned.spans) {
      const text = decodeRecord(piece.subarray(span.from, span.to))
      const cells = span.problem === undefined ? splitCells(text, delimiter) : [text]
      records.push({ lineNumber: span.lineNumber, cells, ...(span.problem && { problem: span.problem }) })
    }
    // A record longer than the piece: a step would give up, a test looks at a longer piece.
    length = scanned.nextByte === 0 ? length * 2 : pieceBytes
    from += scanned.nextByte
    lineNumber = scanned.nextLineNumber
  }
  return records
}
