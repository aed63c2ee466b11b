/** Why a row has its score: `expected` and the contributions add up to it. */
export interface Explanation {
  /** The mean score of the rows that were learned from. */
  readonly expected: number
  /** What each feature adds to it in this row, in the order of the model's feature names. */
  readonly contributions: Float64Array
}

/** The same for many rows. */
export interface Explanations {
  readonly expected: number
  /** Of each feature a column: what it adds in each row. */
  readonly contributions: readonly Float64Array[]
}
