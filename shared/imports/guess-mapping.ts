import { fieldsOfKind, type ImportKind, type ImportMapping } from '../contracts/imports.ts'
import { guessColumns } from './guess-columns.ts'
import { guessKind } from './guess-kind.ts'
import { plainHeading } from './heading-words.ts'
import type { CellForm } from './kinds/field-description.ts'
import { readCalendarDay } from './parse-order-date.ts'

/** Where the shop is: decides what the file leaves open. */
export interface ShopHabits {
  readonly currency: string
  readonly timeZone: string
  /** ISO 3166 alpha-2. */
  readonly country: string
}

/** The mapping a file most likely needs, from its headings and first rows; its kind too, unless one is given. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  shop: ShopHabits,
  kind: ImportKind = guessKind(columns),
): ImportMapping {
  const guessed = guessColumns(kind, columns)
  const valuesIn = (column: string | undefined) => {
    const index = columns.indexOf(column ?? '')
    return index === -1 ? [] : rows.map((cells) => (cells[index] ?? '').trim()).filter((text) => text !== '')
  }
  const valuesOf = (...forms: CellForm[]) =>
    fieldsOfKind(kind).flatMap(([field, { form }]) => (forms.includes(form) ? valuesIn(guessed[field]) : []))
  const cancellationPrefix = guessCancellationPrefix(valuesIn(guessed.orderId), guessed.orderId ?? '')
  return {
    kind,
    columns: guessed,
    currency: shop.currency,
    timeZone: shop.timeZone,
    dateOrder: guessDateOrder(valuesOf('moment', 'day'), shop.country),
    decimalMark: guessDecimalMark(valuesOf('decimal')),
    channel: 'import',
    ...(cancellationPrefix !== undefined && { cancellationPrefix }),
  }
}

/** The order in which all sampled dates exist; where several do, what is usual in the country. */
function guessDateOrder(texts: readonly string[], country: string): ImportMapping['dateOrder'] {
  const fits = (order: ImportMapping['dateOrder']) =>
    texts.filter((text) => readCalendarDay(text, order) !== undefined).length
  const isoCount = fits('iso')
  const dayFirstCount = fits('day-first')
  const monthFirstCount = fits('month-first')
  if (Math.max(dayFirstCount, monthFirstCount) <= isoCount) return 'iso'
  if (dayFirstCount === monthFirstCount) return country === 'US' ? 'month-first' : 'day-first'
  return dayFirstCount > monthFirstCount ? 'day-first' : 'month-first'
}

function guessDecimalMark(texts: readonly string[]): '.' | ',' {
  const withComma = texts.filter((text) => /,\d{1,2}\D*$/.test(text)).length
  const withPoint = texts.filter((text) => /\.\d{1,2}\D*$/.test(text)).length
  return withComma > withPoint ? ',' : '.'
}

/** "C" when the file has C and digits beside plain digits, or is an invoice file of plain digits, where that is usual. */
function guessCancellationPrefix(orderIds: readonly string[], heading: string): string | undefined {
  const plainCount = orderIds.filter((id) => /^\d+$/.test(id)).length
  const isMostlyPlain = plainCount > 0 && plainCount * 2 > orderIds.length
  const isSeen = orderIds.some((id) => /^C\d+$/.test(id))
  return isMostlyPlain && (isSeen || plainHeading(heading).startsWith('invoice')) ? 'C' : undefined
}
