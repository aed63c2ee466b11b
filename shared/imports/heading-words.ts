import type { FieldDescription } from './kinds/field-description.ts'

/**
 * Headings by which files name a field, best first; written as {@link plainHeading} leaves them. `isOfHeads`: in files
 * of orders without their lines.
 */
export function headingWords({ words, wordsOfHeads = '' }: FieldDescription, isOfHeads = false): string[] {
  return (isOfHeads ? `${words} ${wordsOfHeads}` : words).trim().split(/\s+/)
}

/** A heading in lower case, letters and digits alone: "Lineitem quantity" is `lineitemquantity`. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
