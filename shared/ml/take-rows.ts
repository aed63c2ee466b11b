import type { LabelledDataset } from './dataset.ts'

/** A dataset of the named rows, in the named order; a row may be named more than once. */
export function takeRows(dataset: LabelledDataset, rows: ArrayLike<number>): LabelledDataset {
  const take = (values: Float64Array) => {
    const taken = new Float64Array(rows.length)
    for (let index = 0; index < taken.length; index++) taken[index] = values[rows[index] as number] as number
    return taken
  }
  const { weights } = dataset
  return {
    ...dataset,
    rowCount: rows.length,
    columns: dataset.columns.map(take),
    labels: take(dataset.labels),
    ...(weights !== undefined && { weights: take(weights) }),
  }
}
