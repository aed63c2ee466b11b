import { seededRandom } from '../../kernel/random.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { LabelledDataset } from '../dataset.ts'
import type { Estimator, FitFailure } from '../estimator.ts'
import { takeRows } from '../take-rows.ts'
import { boost } from './boost.ts'
import { type BoostingOptions, boostingDefaults } from './boosting-options.ts'
import { type BoostingState, bestTreeCount, startBoosting } from './boosting-state.ts'
import { lossOf } from './objective.ts'
import { readTreeModel, type TreeModel, treeModel, treeModelKind } from './tree-ensemble.ts'

/**
 * Gradient boosted trees over histograms of binned features, in one run. With `earlyStopping` a random part of the rows is
 * held out to find how many trees are best. To train in pieces, or against validation rows of one's own: `startBoosting`,
 * `boost` and `boostedModel`.
 */
export const histogramGbdt: Estimator<LabelledDataset, BoostingOptions, TreeModel> = {
  kind: treeModelKind,
  defaults: boostingDefaults,
  fit,
  read: readTreeModel,
}

function fit(dataset: LabelledDataset, given: Partial<BoostingOptions> = {}): Result<TreeModel, FitFailure> {
  // All rows are looked at before any is held out, so that what is wrong with them is told.
  const checked = startBoosting(dataset, given)
  if (!checked.ok) return checked
  const { options } = checked.value
  if (options.earlyStopping === null) {
    return succeed(boostedModel(boost(checked.value, dataset, null, options.treeCount)))
  }
  const [training, validation] = holdOut(dataset, options.earlyStopping.validationRate, options.seed)
  const started = startBoosting(training, given)
  if (!started.ok) return started
  return succeed(boostedModel(boost(started.value, training, validation, options.treeCount)))
}

/** The model of the trees grown so far, up to the one with the least validation loss. */
export function boostedModel(state: BoostingState): TreeModel {
  return treeModel({
    featureNames: state.featureNames,
    link: lossOf(state.options.objective).link,
    initialScore: state.initialScore,
    trees: state.trees.slice(0, bestTreeCount(state)),
  })
}

function holdOut(dataset: LabelledDataset, rate: number, seed: number): [LabelledDataset, LabelledDataset] {
  const random = seededRandom(seed)
  const isHeld = Array.from({ length: dataset.rowCount }, () => random() < rate)
  const rows = [...isHeld.keys()]
  return [
    takeRows(
      dataset,
      rows.filter((row) => !isHeld[row]),
    ),
    takeRows(
      dataset,
      rows.filter((row) => isHeld[row]),
    ),
  ]
}
