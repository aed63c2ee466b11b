import type { Failure } from '../kernel/result.ts'

/** Why a row stayed out, with the words a person reads. */
export const rejectReasons = {
  'malformed-quotes': 'The quotes of this line do not pair up',
  'record-too-long': 'The line is longer than 1 MiB',
  'column-count': 'The line has not as many cells as the heading row',
  'missing-value': 'This cell must not be empty',
  'too-long': 'The text is too long',
  'control-character': 'The cell holds a character that is not text',
  'unknown-date': 'This is not a date in the chosen order',
  'invalid-amount': 'This is not a number with the chosen decimal mark',
  'unknown-currency': 'This is not a currency code',
  'currency-differs': 'Another row of the same order names another currency',
  'total-differs': 'Another row of the same order names another amount for the whole order',
  'repeated-order': 'Another row is the same order already',
  'amount-too-large': 'The amount is too large',
  'order-too-large': 'The order has more than 5,000 rows',
  'too-many-rows': 'More than 5,000 rows are about the same thing',
  'unknown-answer': 'This is neither yes nor no',
  'no-identifier': 'The row says nothing to know anybody by: no customer number, e-mail, phone or card',
  'invalid-email': 'This is no e-mail address, and nothing else in the row says who it is',
  'invalid-phone':
    'This is no phone number of the shop’s country nor of the row’s, and nothing else in the row says who it is',
  'waiting-for-order': 'The order is not there yet; the line waits for it',
  'too-many-items': 'The day has more than 50,000 items in this place',
  'day-to-come': 'This day is still to come',
  'repeated-stock': 'Another row has this item at the same place and moment',
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
  /** What the cell held, shortened. */
  readonly value?: string
  /** The line as it stands in the file. */
  readonly record: string
}

export interface RejectPlace {
  readonly lineNumber: number
  readonly record: string
}

const longestValue = 60
/** So many values of a group are shown. */
const exampleCount = 3

/** A reject of the given reason; `value` is what the cell held, shortened to be read at a glance. */
export function rowReject(
  kind: RejectReason,
  place: RejectPlace,
  column: string | null,
  value?: string,
): RowReject {
  const shown =
    value === undefined || value.length <= longestValue ? value : `${value.slice(0, longestValue)}...`
  return {
    kind,
    message: shown === undefined ? rejectReasons[kind] : `${rejectReasons[kind]}: ${shown}`,
    retryable: false,
    lineNumber: place.lineNumber,
    column,
    ...(shown !== undefined && { value: shown }),
    record: place.record,
  }
}

/** A row that was rejected: its line in the file, and what the cell held if one was at fault. */
export interface RejectExample {
  readonly lineNumber: number
  readonly value: string | null
}

/** How many rows were rejected for one reason in one column. */
export interface RejectCount {
  reason: string
  column: string | null
  rowCount: number
  /** The first rows with different values; absent in imports from before there were any, and once they are old. */
  examples?: readonly RejectExample[]
}

/** Adds rejects to counts by reason and column: most frequent first. */
export function countRejects(counts: readonly RejectCount[], rejects: readonly RowReject[]): RejectCount[] {
  const byPlace = new Map(counts.map((count) => [`${count.reason} ${count.column}`, { ...count }]))
  for (const { kind: reason, column, lineNumber, value = null } of rejects) {
    const place = `${reason} ${column}`
    const count: RejectCount = byPlace.get(place) ?? { reason, column, rowCount: 0 }
    byPlace.set(place, count)
    count.rowCount += 1
    const examples = count.examples ?? []
    const isNew = value === null || examples.every((example) => example.value !== value)
    if (examples.length < exampleCount && isNew) count.examples = [...examples, { lineNumber, value }]
  }
  return [...byPlace.values()].sort((left, right) => right.rowCount - left.rowCount)
}
