import { fail, type Result, succeed } from '../kernel/result.ts'
import { decodeRecord } from './decode-record.ts'
import { scanRecords } from './scan-records.ts'
import { splitCells } from './split-cells.ts'

/** How much of a file is looked at before it is read. */
export const previewBytes = 256 * 1024

/** What the beginning of a file shows. */
export interface CsvPreview {
  readonly delimiter: string
  /** Headings, trimmed. */
  readonly columns: string[]
  /** Every complete row of the beginning. */
  readonly rows: string[][]
  /** Where the first row after the headings begins. */
  readonly headingByteCount: number
  readonly headingLineCount: number
}

const lineFeed = 10
const quote = 34
const carriageReturn = 13
const delimiters = [',', ';', '\t', '|']
const maxColumns = 200
const comparedRows = 20

/**
 * Looks at the first bytes of a CSV: which delimiter, which headings, what rows.
 * Fails with `empty-file`, `not-text` (binary or UTF-16), `no-line-feeds`, `heading-too-long`,
 * `malformed-heading`, `no-heading-row` or `too-many-columns`.
 */
export function readPreview(head: Uint8Array, isWholeFile: boolean): Result<CsvPreview> {
  const refuse = (kind: string, message: string) => fail({ kind, message, retryable: false })
  if (head.length === 0) return refuse('empty-file', 'The file is empty')
  if (head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return refuse('not-text', 'This is not a CSV in UTF-8: it is binary, a spreadsheet or UTF-16')
  }
  if (head.includes(carriageReturn) && !head.includes(lineFeed)) {
    return refuse(
      'no-line-feeds',
      'Its lines end as on old Macs, in carriage returns alone: save it as CSV in UTF-8',
    )
  }
  const markLength = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  const body = head.subarray(markLength)
  const best = delimiters
    .map((delimiter) => readRecords(body, delimiter, isWholeFile))
    .reduce((left, right) => (right.score > left.score ? right : left))

  // Else the first row that can be read would be taken for the headings.
  if (best.isMalformed) {
    return refuse('malformed-heading', 'The quotes of the line of column headings do not pair up')
  }
  const [heading, ...rows] = best.records
  if (heading === undefined && !isWholeFile) {
    const cause = body.includes(quote) ? ': a quote in it may never be closed' : ''
    return refuse(
      'heading-too-long',
      `The line of column headings is longer than ${previewBytes / 1024} KB${cause}`,
    )
  }
  if (
    heading === undefined ||
    heading.some((name) => name.length > 200) ||
    heading.every((name) => name.trim() === '')
  ) {
    return refuse('no-heading-row', 'The file has no first line of column headings')
  }
  if (heading.length > maxColumns)
    return refuse('too-many-columns', `The file has more than ${maxColumns} columns`)
  return succeed({
    delimiter: best.delimiter,
    columns: heading.map((name) => name.trim()),
    rows,
    headingByteCount: markLength + best.headingByteCount,
    headingLineCount: best.headingLineCount,
  })
}

/** Reads with one delimiter; the score is higher the more rows have as many cells as the heading, and many. */
function readRecords(body: Uint8Array, delimiter: string, isLast: boolean) {
  const { spans, nextByte, nextLineNumber } = scanRecords(body, { delimiter, isLast, lineNumber: 1 })
  const readable = spans.filter((span) => span.problem === undefined)
  const records = readable.map((span) =>
    splitCells(decodeRecord(body.subarray(span.from, span.to)), delimiter),
  )
  const columnCount = records[0]?.length ?? 0
  const compared = records.slice(0, comparedRows)
  const agreeing = compared.filter((cells) => cells.length === columnCount).length
  return {
    delimiter,
    records,
    isMalformed: spans[0]?.problem === 'malformed-quotes',
    score: columnCount > 1 ? agreeing / compared.length + columnCount / 1000 : 0,
    headingByteCount: spans[1]?.from ?? nextByte,
    headingLineCount: (spans[1]?.lineNumber ?? nextLineNumber) - 1,
  }
}
