import type { DestinationTexts } from './destination-texts.ts'

/** What a form of a destination shows: what stands in it, and what was wrong with it. */
export interface DestinationFormState {
  readonly texts: DestinationTexts
  /** By JSON pointer without its first slash. */
  readonly errors: Readonly<Record<string, string>>
  readonly error: string | undefined
  /** Empty rows at the end of each list. */
  readonly spareRowCount: number
}

/** A form that nobody sent yet. */
export function freshForm(texts: DestinationTexts): DestinationFormState {
  return { texts, errors: {}, error: undefined, spareRowCount: 2 }
}
