import { fieldsOfKind, type ImportKind, type ImportMapping } from '../contracts/imports.ts'
import { headingWords, plainHeading } from './heading-words.ts'

/** For a file of one kind, each field takes the column with its best word; no column serves two fields. */
export function guessColumns(kind: ImportKind, columns: readonly string[]): ImportMapping['columns'] {
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
  for (const [field, description] of fieldsOfKind(kind)) {
    if (guessed[field] !== undefined) continue
    const word = headingWords(description).find((known) => columnByWord.has(known))
    const column = word === undefined ? undefined : columnByWord.get(word)
    if (word === undefined || column === undefined) continue
    guessed[field] = column
    columnByWord.delete(word)
  }
  return guessed
}
