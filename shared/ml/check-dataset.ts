import { type Result, succeed } from '../kernel/result.ts'
import type { Dataset, LabelledDataset } from './dataset.ts'
import type { FitFailure } from './estimator.ts'
import { invalidData, notEnoughData } from './fit-failures.ts'

type Checked = Result<null, FitFailure>

/** What an estimator asks of the rows it learns from. */
export interface DatasetDemands {
  readonly fewestRows: number
  /** Whether NaN is taken for a missing value, or refused. */
  readonly mayMiss: boolean
}

/**
 * Whether a dataset has columns of the right length without infinite values (and, unless `mayMiss`, without NaN), and
 * enough rows.
 */
export function checkDataset(dataset: Dataset, { fewestRows, mayMiss }: DatasetDemands): Checked {
  const { rowCount, featureNames, columns } = dataset
  if (columns.length !== featureNames.length) {
    return invalidData(`there are ${columns.length} columns for ${featureNames.length} features`)
  }
  if (new Set(featureNames).size < featureNames.length) return invalidData('two features have the same name')
  if (featureNames.length === 0) return notEnoughData('there is no feature')
  for (const [feature, column] of columns.entries()) {
    const name = featureNames[feature]
    if (column.length !== rowCount) {
      return invalidData(`the feature ${name} has ${column.length} values for ${rowCount} rows`)
    }
    for (const value of column) {
      if (Number.isFinite(value) || (mayMiss && Number.isNaN(value))) continue
      return invalidData(`the feature ${name} has the value ${value}`)
    }
  }
  if (rowCount < fewestRows) return notEnoughData(`there are ${rowCount} rows, and ${fewestRows} are needed`)
  return succeed(null)
}

/** As `checkDataset`, and whether each row has a finite label and a weight of at least 0, one of them above 0. */
export function checkLabelled(dataset: LabelledDataset, demands: DatasetDemands): Checked {
  const { rowCount, labels, weights } = dataset
  const checked = checkDataset(dataset, demands)
  if (!checked.ok) return checked
  if (labels.length !== rowCount) return invalidData(`there are ${labels.length} labels for ${rowCount} rows`)
  const wrong = labels.find((label) => !Number.isFinite(label))
  if (wrong !== undefined) return invalidData(`a label is ${wrong}`)
  if (weights === undefined) return succeed(null)
  if (weights.length !== rowCount)
    return invalidData(`there are ${weights.length} weights for ${rowCount} rows`)
  const wrongWeight = weights.find((weight) => !Number.isFinite(weight) || weight < 0)
  if (wrongWeight !== undefined) return invalidData(`a weight is ${wrongWeight}`)
  if (!weights.some((weight) => weight > 0)) return notEnoughData('no row has a weight')
  return succeed(null)
}

/** As `checkLabelled`, and whether labels are 0 or 1 and rows that count have both. */
export function checkClasses(dataset: LabelledDataset, demands: DatasetDemands): Checked {
  const checked = checkLabelled(dataset, demands)
  if (!checked.ok) return checked
  const found = [false, false]
  for (const [row, label] of dataset.labels.entries()) {
    if (label !== 0 && label !== 1) return invalidData(`a label is ${label}, which is neither 0 nor 1`)
    if (dataset.weights?.[row] !== 0) found[label] = true
  }
  if (found[0] && found[1]) return succeed(null)
  return notEnoughData(`every label is ${found[0] ? 0 : 1}: there is nothing to tell apart`)
}
