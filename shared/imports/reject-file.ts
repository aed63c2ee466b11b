import { csvLine } from '../kernel/csv-line.ts'
import type { RowReject } from './row-reject.ts'
import { splitCells } from './split-cells.ts'

const longestUnreadRecord = 10_000

/** The heading line of a rejects file: what was wrong, then the columns of the file itself. */
export function rejectHeading(columns: readonly string[]): string {
  return csvLine(['line', 'column', 'reason', 'detail', ...columns])
}

/**
 * One line of a rejects file. The cells are those of the original, so that the file can be mended and sent again; a
 * line whose cells could not be told apart stands in one cell.
 */
export function rejectLine(reject: RowReject, delimiter: string): string {
  const isUnread = reject.kind === 'malformed-quotes' || reject.kind === 'record-too-long'
  const cells = isUnread
    ? [reject.record.slice(0, longestUnreadRecord)]
    : splitCells(reject.record, delimiter)
  return csvLine([String(reject.lineNumber), reject.column ?? '', reject.kind, reject.message, ...cells])
}
