import type { Failure } from '../kernel/result.ts'

/** Why a row stayed out, with the words a person reads. */
export const rejectReasons = {
  'malformed-quotes': 'The quotes of this line do not pair up',
  'record-too-long': 'The line is longer than 1 MiB',
  'column-count': 'The line has not as many cells as the heading row',
  'missing-value': 'This cell must not be empty',
  'too-long': 'The text is longer than 320 characters',
  'control-character': 'The cell holds a character that is not text',
  'unknown-date': 'This is not a date in the chosen order',
  'invalid-amount': 'This is not a number with the chosen decimal mark',
  'unknown-currency': 'This is not a currency code',
  'currency-differs': 'Another row of the same order names another currency',
  'amount-too-large': 'The amount is too large',
  'order-too-large': 'The order has more than 5,000 rows',
} as const
export type RejectReason = keyof typeof rejectReasons

/** A row that stayed out: the rest of the file goes in all the same. `message` quotes the value that was wrong. */
export interface RowReject extends Failure {
  readonly kind: RejectReason
  readonly retryable: false
  /** Line of the file the row begins on; the heading is on line 1. */
  readonly lineNumber: number
  /** Heading of the column at fault; null when it is the line as a whole. */
  readonly column: string | null
  /** The line as it stands in the file. */
  readonly record: string
}

export interface RejectPlace {
  readonly lineNumber: number
  readonly record: string
}

/** A reject of the given reason; `value` is what the cell held, shortened to be read at a glance. */
export function rowReject(
  kind: RejectReason,
  place: RejectPlace,
  column: string | null,
  value?: string,
): RowReject {
  const shown = value === undefined ? '' : `: ${value.length > 60 ? `${value.slice(0, 60)}...` : value}`
  return {
    kind,
    message: `${rejectReasons[kind]}${shown}`,
    retryable: false,
    lineNumber: place.lineNumber,
    column,
    record: place.record,
  }
}

/** How many rows were rejected for one reason in one column. */
export interface RejectCount {
  reason: string
  column: string | null
  rowCount: number
}

/** Adds rejects to counts by reason and column: most frequent first. */
export function countRejects(counts: readonly RejectCount[], rejects: readonly RowReject[]): RejectCount[] {
  const byPlace = new Map(counts.map((count) => [`${count.reason} ${count.column}`, { ...count }]))
  for (const { kind: reason, column } of rejects) {
    const count = byPlace.get(`${reason} ${column}`)
    if (count === undefined) byPlace.set(`${reason} ${column}`, { reason, column, rowCount: 1 })
    else count.rowCount += 1
  }
  return [...byPlace.values()].sort((left, right) => right.rowCount - left.rowCount)
}
