/**
 * Rows by columns of numbers, kept column by column: `columns[feature][row]`. NaN is a missing value. A column named in
 * `categorical` holds codes 0, 1, 2 … of categories that have no order.
 */
export interface Dataset {
  readonly rowCount: number
  readonly featureNames: readonly string[]
  /** One array of `rowCount` numbers a feature, in the order of `featureNames`. */
  readonly columns: readonly Float64Array[]
  readonly categorical?: ReadonlySet<string>
}

/** A dataset with what is to be learned of each row: 0 or 1 for a classifier, any number for a regression. */
export interface LabelledDataset extends Dataset {
  readonly labels: Float64Array
  /** How much each row counts; absent: all alike. */
  readonly weights?: Float64Array
}

/** Rows of a dataset that stand together. */
export interface RowRange {
  readonly first: number
  readonly count: number
}
