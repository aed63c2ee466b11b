import { type ImportField, type ImportMapping, importFieldNames } from '../contracts/imports.ts'
import { headingWords, plainHeading } from './heading-words.ts'
import { parseOrderDate } from './parse-order-date.ts'

type Columns = ImportMapping['columns']

/** Where the shop is: decides what the file leaves open. */
export interface ShopHabits {
  readonly currency: string
  readonly timeZone: string
  /** ISO 3166 alpha-2. */
  readonly country: string
}

/** The mapping a file most likely needs, from its headings and first rows. A person confirms it. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  shop: ShopHabits,
): ImportMapping {
  const guessed = guessColumns(columns)
  const valuesOf = (...fields: ImportField[]) =>
    fields.flatMap((field) => {
      const index = columns.indexOf(guessed[field] ?? '')
      return index === -1
        ? []
        : rows.map((cells) => (cells[index] ?? '').trim()).filter((text) => text !== '')
    })
  const cancellationPrefix = guessCancellationPrefix(valuesOf('orderId'), guessed.orderId ?? '')
  return {
    columns: guessed,
    currency: shop.currency,
    timeZone: shop.timeZone,
    dateOrder: guessDateOrder(valuesOf('orderedAt'), shop.country),
    decimalMark: guessDecimalMark(valuesOf('unitPrice', 'lineAmount', 'quantity')),
    channel: 'import',
    ...(cancellationPrefix !== undefined && { cancellationPrefix }),
  }
}

/** Each field takes the column with its best word; no column serves two fields. */
function guessColumns(columns: readonly string[]): Columns {
  const columnByWord = new Map<string, string>()
  for (const column of columns) {
    const word = plainHeading(column)
    if (word !== '' && !columnByWord.has(word)) columnByWord.set(word, column)
  }
  const guessed: Columns = {}
  // In Shopify's order export the order number is headed "Name".
  const shopifyOrder = columnByWord.has('lineitemname') ? columnByWord.get('name') : undefined
  if (shopifyOrder !== undefined) {
    guessed.orderId = shopifyOrder
    columnByWord.delete('name')
  }
  for (const field of importFieldNames) {
    const word = guessed[field] === undefined && headingWords(field).find((known) => columnByWord.has(known))
    if (!word) continue
    const column = columnByWord.get(word)
    if (column !== undefined) guessed[field] = column
    columnByWord.delete(word)
  }
  return guessed
}

/** The order in which all sampled dates exist; where several do, what is usual in the country. */
function guessDateOrder(texts: readonly string[], country: string): ImportMapping['dateOrder'] {
  const fits = (order: ImportMapping['dateOrder']) =>
    texts.filter((text) => parseOrderDate(text, order, (wallClockMs) => wallClockMs) !== undefined).length
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
