import type { Dataset } from './dataset.ts'

/** The columns of these features, in this order, wherever they stand in the dataset. Throws when one is not there. */
export function columnsNamed(dataset: Dataset, featureNames: readonly string[]): Float64Array[] {
  return featureNames.map((name) => {
    const column = dataset.columns[dataset.featureNames.indexOf(name)]
    if (column === undefined) throw new Error(`the dataset has no feature ${name}`)
    return column
  })
}
