import { fieldsOfKind, type ImportKind } from '#shared/contracts/imports.ts'

/** The fields of a mapping in the words of its form, to begin a sentence with; by JSON pointer into the mapping. */
export function mappingLabels(kind: ImportKind): Record<string, string> {
  const columns = fieldsOfKind(kind).map(([field, { label }]) => [`/columns/${field}`, label])
  return {
    ...Object.fromEntries(columns),
    '/dateOrder': 'The order of dates',
    '/decimalMark': 'The mark of decimals',
    '/channel': 'Channel',
    '/cancellationPrefix': 'The beginning of cancellations',
    '/currency': 'Currency',
    '/timeZone': 'Time zone',
  }
}
