import { fieldsOfKind, type ImportField, type ImportMapping } from '../../contracts/imports.ts'
import { minorUnitDigits } from '../../kernel/money.ts'
import { fail, type Result, succeed } from '../../kernel/result.ts'
import type { ConfirmedMapping } from '../confirm-mapping.ts'
import { parseDecimal } from '../parse-decimal.ts'
import { parseOrderDate, readCalendarDay } from '../parse-order-date.ts'
import { type RejectPlace, type RejectReason, type RowReject, rowReject } from '../row-reject.ts'
import { hasControlCharacter, tidyCell } from '../tidy-cell.ts'
import { zoneTime } from '../zone-time.ts'
import type { CellForm } from './field-description.ts'
import { parseAnswer } from './parse-answer.ts'

/** What a row says, by field. Decimals are plain texts, moments epoch ms, answers true for yes. */
export interface RowCells {
  readonly texts: Partial<Record<ImportField, string>>
  readonly moments: Partial<Record<ImportField, number>>
  readonly answers: Partial<Record<ImportField, boolean>>
}

const longestText = 320

/** A function that reads the rows of a file by what its kind says of each field. Empty cells say nothing. */
export function cellReader(
  columns: readonly string[],
  mapping: ConfirmedMapping,
): (cells: readonly string[], place: RejectPlace) => Result<RowCells, RowReject> {
  const toEpochMs = zoneTime(mapping.timeZone)
  const fields = fieldsOfKind(mapping.kind).flatMap(([field, description]) => {
    const column = mapping.columns[field]
    return column === undefined ? [] : [{ field, column, index: columns.indexOf(column), ...description }]
  })

  return (cells, place) => {
    if (cells.length !== columns.length) {
      return fail(rowReject('column-count', place, null, `${cells.length} instead of ${columns.length}`))
    }
    const read: RowCells = { texts: {}, moments: {}, answers: {} }
    for (const { field, column, index, form, required, longestText: longest = longestText } of fields) {
      const text = tidyCell(cells[index] ?? '')
      const reason =
        text === ''
          ? required && 'missing-value'
          : text.length > longest
            ? 'too-long'
            : hasControlCharacter(text)
              ? 'control-character'
              : readCell(field, form, text, read, mapping, toEpochMs)
      if (reason) return fail(rowReject(reason, place, column, text === '' ? undefined : text))
    }
    return succeed(read)
  }
}

/** Puts what a cell says where it belongs, or says why it cannot be read. */
function readCell(
  field: ImportField,
  form: CellForm,
  text: string,
  { texts, moments, answers }: RowCells,
  mapping: ImportMapping,
  toEpochMs: (wallClockMs: number) => number,
): RejectReason | undefined {
  const keep = <Value>(
    values: Partial<Record<ImportField, Value>>,
    value: Value | undefined,
    reason: RejectReason,
  ) => {
    if (value === undefined) return reason
    values[field] = value
    return undefined
  }
  switch (form) {
    case 'text':
      return keep(texts, text, 'missing-value')
    case 'decimal':
      return keep(texts, parseDecimal(text, mapping.decimalMark), 'invalid-amount')
    case 'currency':
      return keep(texts, currencyCode(text), 'unknown-currency')
    case 'moment':
      return keep(moments, parseOrderDate(text, mapping.dateOrder, toEpochMs), 'unknown-date')
    case 'day':
      return keep(texts, dayText(text, mapping.dateOrder), 'unknown-date')
    case 'yes-no':
      return keep(answers, parseAnswer(text), 'unknown-answer')
  }
}

function currencyCode(text: string): string | undefined {
  const code = text.toUpperCase()
  return minorUnitDigits(code) === undefined ? undefined : code
}

/** "1815-12-10", whatever the order of the file. */
function dayText(text: string, order: ImportMapping['dateOrder']): string | undefined {
  const read = readCalendarDay(text, order)
  if (read === undefined) return undefined
  const padded = (number: number, length: number) => String(number).padStart(length, '0')
  return `${padded(read.year, 4)}-${padded(read.month, 2)}-${padded(read.day, 2)}`
}
