import { type Result, succeed } from '../../kernel/result.ts'
import type { LabelledDataset } from '../dataset.ts'
import type { FitFailure } from '../estimator.ts'
import type { Fold } from '../model-selection/folds.ts'
import { takeRows } from '../take-rows.ts'
import { boost } from './boost.ts'
import type { BoostingOptions } from './boosting-options.ts'
import { type BoostingState, startBoosting } from './boosting-state.ts'
import { boostedModel } from './histogram-gbdt.ts'

/** What boosting over folds tells. */
export interface CrossBoosted {
  /** The number of trees with the least loss over all folds. */
  readonly treeCount: number
  /** What models of so many trees predict of rows they have not seen; NaN for rows that are in no validation part. */
  readonly predictions: Float64Array
}

/**
 * Grows trees on each fold against its validation part, finds the one number of trees that suits all folds best, and predicts with
 * it. `earlyStopping` must be among the options: a fold that has stopped counts with its last loss.
 */
export function crossBoost(
  dataset: LabelledDataset,
  folds: readonly Fold[],
  options: Partial<BoostingOptions>,
): Result<CrossBoosted, FitFailure> {
  const states: BoostingState[] = []
  for (const { training, validation } of folds) {
    const rows = takeRows(dataset, training)
    const started = startBoosting(rows, options)
    if (!started.ok) return started
    states.push(boost(started.value, rows, takeRows(dataset, validation), started.value.options.treeCount))
  }
  const treeCount = bestCommonCount(states, folds)
  const predictions = new Float64Array(dataset.rowCount).fill(Number.NaN)
  for (const [index, { validation }] of folds.entries()) {
    const state = states[index] as BoostingState
    const model = boostedModel({ ...state, trees: state.trees.slice(0, treeCount), validationLosses: [] })
    const predicted = model.predict(takeRows(dataset, validation))
    for (const [at, row] of validation.entries()) predictions[row] = predicted[at] as number
  }
  return succeed({ treeCount, predictions })
}

function bestCommonCount(states: readonly BoostingState[], folds: readonly Fold[]): number {
  const longest = Math.max(...states.map(({ trees }) => trees.length))
  let [best, bestLoss] = [1, Number.POSITIVE_INFINITY]
  for (let count = 1; count <= longest; count++) {
    let loss = 0
    for (const [index, { validationLosses }] of states.entries()) {
      const at = validationLosses[Math.min(count, validationLosses.length) - 1] ?? 0
      loss += at * (folds[index]?.validation.length ?? 0)
    }
    if (loss >= bestLoss) continue
    best = count
    bestLoss = loss
  }
  return best
}
