import type { ImportMapping } from '../contracts/imports.ts'
import { parseDecimal } from './parse-decimal.ts'
import { readCalendarDay } from './parse-order-date.ts'
import type { RejectCount, RejectReason } from './row-reject.ts'

const repairs: Readonly<Record<RejectReason, string>> = {
  'malformed-quotes': 'Write a quote inside a quoted cell twice, and close every quote.',
  'record-too-long': 'Look for a quote that is never closed: it swallows the lines after it.',
  'column-count':
    'Put cells that hold the separator into quotes, and give every row as many cells as the headings.',
  'missing-value': 'Fill in the empty cells.',
  'too-long': 'Shorten the text, or check whether this is the right column.',
  'control-character': 'Export the file anew as UTF-8, or remove the damaged characters.',
  'unknown-date': 'Write dates as 2026-01-31, or choose another way they are written.',
  'invalid-amount': 'Write plain numbers, or choose another decimal mark.',
  'unknown-answer': 'Write yes or no, or check whether this is the right column.',
  'unknown-currency': 'Write the three letters of the currency, such as EUR.',
  'currency-differs': 'Give all rows of an order the same currency.',
  'total-differs':
    'If each row is a line, map this column to the amount of the line; else give all rows of an order the same total.',
  'repeated-order':
    'If each row is a line, map its amount to the amount of the line; else leave one row an order.',
  'amount-too-large': 'Check whether this is the right column, and the decimal mark.',
  'order-too-large': 'Check which column is the order number.',
  'too-many-rows': 'Check which column is the number of the thing.',
  'no-identifier': 'Fill in a customer number, an e-mail, a phone or a card.',
  'invalid-email': 'Correct the address, or fill in a customer number, a phone or a card.',
  'invalid-phone':
    'Correct the number, write it with the code of its country (+49 30 901820), or fill in a customer number, an e-mail or a card.',
  'waiting-for-order': 'Import the file of the orders: these lines then join them by themselves.',
  'too-many-items': 'Check which columns are the day, the store and the product number.',
  'day-to-come': 'Check how dates are written, or leave these rows out until the day is over.',
  'repeated-stock': 'Leave one row for each item and place.',
}

const orderWords = { iso: 'year first', 'day-first': 'day first', 'month-first': 'month first' } as const
const markWords = { '.': 'a point', ',': 'a comma' } as const

/**
 * What to do about the rows that were rejected for one reason in one column. Where another setting of the mapping would
 * read all the examples, it names that.
 */
export function repairOf({ reason, examples = [] }: RejectCount, mapping: ImportMapping | null): string {
  const values = examples.flatMap(({ value }) => value ?? [])
  if (values.length > 0 && mapping !== null) {
    const order = reason === 'unknown-date' ? otherDateOrder(values, mapping) : undefined
    if (order !== undefined)
      return `These are dates with the ${orderWords[order]}: upload the rejected rows and choose that.`
    const mark = reason === 'invalid-amount' ? otherDecimalMark(values, mapping) : undefined
    if (mark !== undefined)
      return `These are numbers with ${markWords[mark]} before the decimals: upload the rejected rows and choose that.`
  }
  return repairs[reason as RejectReason] ?? ''
}

function otherDateOrder(values: readonly string[], { dateOrder }: ImportMapping) {
  return (['iso', 'day-first', 'month-first'] as const).find(
    (order) => order !== dateOrder && values.every((value) => readCalendarDay(value, order) !== undefined),
  )
}

function otherDecimalMark(values: readonly string[], { decimalMark }: ImportMapping) {
  const other = decimalMark === '.' ? ',' : '.'
  return values.every((value) => parseDecimal(value, other) !== undefined) ? other : undefined
}
