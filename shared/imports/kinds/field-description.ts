/** How the cells of a column are read. `day` is a date without a time, such as a birthday. */
export type CellForm = 'text' | 'moment' | 'day' | 'decimal' | 'yes-no' | 'currency'

/** What a column of a file can mean. */
export interface FieldDescription {
  /** As the wizard calls it. */
  readonly label: string
  /** A row without it is rejected. */
  readonly required: boolean
  readonly form: CellForm
  /** Headings by which files name it, best first; written as `plainHeading` leaves them. */
  readonly words: string
  /** More of them, in files of orders where no column speaks of a line: "Amount" is then that of the whole order. */
  readonly wordsOfHeads?: string
  /** Longest text taken; 320 characters unless said. */
  readonly longestText?: number
}
export type FieldDescriptions = Readonly<Record<string, FieldDescription>>

/** Of several sets of columns a file must have at least one. */
export interface ColumnNeed {
  readonly anyOf: readonly (readonly string[])[]
  /** The field to blame when none is there, and what to tell. */
  readonly field: string
  readonly detail: string
}
