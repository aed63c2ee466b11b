import { type Result, succeed } from '../../kernel/result.ts'
import type { LabelledDataset } from '../dataset.ts'
import type { Estimator, FitFailure, FittedModel } from '../estimator.ts'
import { takeRows } from '../take-rows.ts'
import type { Fold } from './folds.ts'

/**
 * What an estimator predicts of each row when it has not seen it: one model a fold. NaN for rows that are in no
 * validation part. The failure is that of the first fold that cannot be learned from.
 */
export function crossPredict<Options, Model extends FittedModel>(
  estimator: Estimator<LabelledDataset, Options, Model>,
  dataset: LabelledDataset,
  folds: readonly Fold[],
  options?: Partial<Options>,
): Result<Float64Array, FitFailure> {
  const predictions = new Float64Array(dataset.rowCount).fill(Number.NaN)
  for (const { training, validation } of folds) {
    const fitted = estimator.fit(takeRows(dataset, training), options)
    if (!fitted.ok) return fitted
    const predicted = fitted.value.predict(takeRows(dataset, validation))
    for (const [index, row] of validation.entries()) predictions[row] = predicted[index] as number
  }
  return succeed(predictions)
}
