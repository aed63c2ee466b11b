import { fieldsOfKind, type ImportField, type ImportKind, type ImportMapping } from '../contracts/imports.ts'
import { headingWords, plainHeading } from './heading-words.ts'
import type { FieldDescription } from './kinds/field-description.ts'

/** The columns that speak of lines. The amount is not among them: it may be that of the whole order. */
const lineFields = ['productId', 'productName', 'quantity', 'unitPrice'] as const

/** For a file of one kind, each field takes the column with its best word; no column serves two fields. */
export function guessColumns(kind: ImportKind, columns: readonly string[]): ImportMapping['columns'] {
  const guessed = guessAmong(fieldsOfKind(kind), kind, columns, false)
  if (kind !== 'orders' || lineFields.some((field) => guessed[field] !== undefined)) return guessed
  // A file of heads: what would be the amount of a line is that of the order, so those fields choose first.
  const ofHeads = Object.groupBy(fieldsOfKind(kind), ([, { wordsOfHeads }]) =>
    wordsOfHeads === undefined ? 'others' : 'amounts',
  )
  return guessAmong([...(ofHeads.amounts ?? []), ...(ofHeads.others ?? [])], kind, columns, true)
}

function guessAmong(
  fields: readonly [ImportField, FieldDescription][],
  kind: ImportKind,
  columns: readonly string[],
  isOfHeads: boolean,
): ImportMapping['columns'] {
  const columnByWord = new Map<string, string>()
  for (const column of columns) {
    const word = plainHeading(column)
    if (word !== '' && !columnByWord.has(word)) columnByWord.set(word, column)
  }
  const guessed: ImportMapping['columns'] = {}
  // In Shopify's order export the order number is headed "Name".
  const shopifyOrder =
    kind === 'orders' && columnByWord.has('lineitemname') ? columnByWord.get('name') : undefined
  if (shopifyOrder !== undefined) {
    guessed.orderId = shopifyOrder
    columnByWord.delete('name')
  }
  for (const [field, description] of fields) {
    if (guessed[field] !== undefined) continue
    const word = headingWords(description, isOfHeads).find((known) => columnByWord.has(known))
    const column = word === undefined ? undefined : columnByWord.get(word)
    if (word === undefined || column === undefined) continue
    guessed[field] = column
    columnByWord.delete(word)
  }
  return guessed
}
