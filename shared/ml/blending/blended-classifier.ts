import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { checkClasses } from '../check-dataset.ts'
import type { LabelledDataset } from '../dataset.ts'
import type { Estimator, FitFailure } from '../estimator.ts'
import { invalidData } from '../fit-failures.ts'
import { logisticRegression } from '../linear/logistic-regression.ts'
import { crossPredict } from '../model-selection/cross-predict.ts'
import { type Fold, stratifiedKFold } from '../model-selection/folds.ts'
import type { BoostingOptions } from '../trees/boosting-options.ts'
import { crossBoost } from '../trees/cross-boost.ts'
import { histogramGbdt } from '../trees/histogram-gbdt.ts'
import {
  type BlendedModel,
  type BlendMember,
  blendedKind,
  blendedModel,
  readBlendedModel,
} from './blended-model.ts'
import { type ScoreStack, stackScores } from './stack-scores.ts'
import { treeShapesFor } from './tree-shapes.ts'

const blendOptions = z.strictObject({
  /** Parts that the rows are cut into to see what each model is worth on rows it has not seen. */
  foldCount: z.int().min(2).max(20),
  /** Above this many rows one fold is enough to tell, and the others are not tried. */
  oneFoldAboveRows: z.int().min(1),
  /** Models of each shape of trees, from different random parts of rows and features, whose mean is taken. */
  bagCount: z.int().min(1).max(20),
  fewestRows: z.int().min(20),
  seed: z.int().min(0),
})

export type BlendOptions = z.infer<typeof blendOptions>

/**
 * The probability of label 1 by logistic regression and boosted trees of several shapes, weighed by what each is worth on
 * rows it has not seen. How many trees, which shapes and how much of each is learned from the data at hand. The log-odds
 * are added up, so that the explanations of the members add up to that of the blend.
 */
export const blendedClassifier: Estimator<LabelledDataset, BlendOptions, BlendedModel> = {
  kind: blendedKind,
  defaults: { foldCount: 5, oneFoldAboveRows: 20_000, bagCount: 3, fewestRows: 100, seed: 1 },
  fit,
  read: readBlendedModel,
}

function fit(dataset: LabelledDataset, given: Partial<BlendOptions> = {}): Result<BlendedModel, FitFailure> {
  const parsed = blendOptions.safeParse({ ...blendedClassifier.defaults, ...given })
  if (!parsed.success) return invalidData(`the options cannot be used: ${z.prettifyError(parsed.error)}`)
  const options = parsed.data
  const checked = checkClasses(dataset, { fewestRows: options.fewestRows, mayMiss: true })
  if (!checked.ok) return checked
  const all = stratifiedKFold(dataset.labels, options.foldCount, options.seed)
  const folds = dataset.rowCount > options.oneFoldAboveRows ? all.slice(0, 1) : all
  const linear = crossPredict(logisticRegression, dataset, folds)
  if (!linear.ok) return linear
  const unseen = [linear.value]
  const fewestLearned = Math.min(...folds.map(({ training }) => training.length))
  const shapes = treeShapesFor(fewestLearned)
  const treeCounts: number[] = []
  for (const shape of shapes) {
    const boosted = crossBoost(dataset, folds, { ...shape, seed: options.seed })
    if (!boosted.ok) return boosted
    unseen.push(boosted.value.predictions)
    treeCounts.push(boosted.value.treeCount)
  }
  const stack = stackUnseen(dataset, folds, unseen)
  if (!stack.ok) return stack
  return refit(
    dataset,
    shapes.map((shape, index) => ({ ...shape, treeCount: treeCounts[index] as number })),
    stack.value,
    options,
  )
}

/** Weighs the predictions of the rows that are in a validation part. */
function stackUnseen(
  { labels, weights }: LabelledDataset,
  folds: readonly Fold[],
  unseen: readonly Float64Array[],
): Result<ScoreStack, FitFailure> {
  const rows = Uint32Array.from(folds.flatMap(({ validation }) => [...validation]))
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number)
  return stackScores(
    unseen.map((probabilities) => take(probabilities).map(logOdds)),
    take(labels),
    weights && take(weights),
  )
}

/** Probabilities closer to 0 or 1 than this have no log-odds worth telling apart. */
const boldest = 1e-9

function logOdds(probability: number): number {
  const bounded = Math.min(Math.max(probability, boldest), 1 - boldest)
  return Math.log(bounded / (1 - bounded))
}

/** Fits the members that have a weight on all rows. */
function refit(
  dataset: LabelledDataset,
  shapes: readonly Partial<BoostingOptions>[],
  { intercept, weights }: ScoreStack,
  { bagCount, seed }: BlendOptions,
): Result<BlendedModel, FitFailure> {
  const [linearWeight = 0, ...shapeWeights] = weights
  const members: BlendMember[] = []
  const memberWeights: number[] = []
  if (linearWeight > 0) {
    const linear = logisticRegression.fit(dataset)
    if (!linear.ok) return linear
    members.push(linear.value)
    memberWeights.push(linearWeight)
  }
  for (const [index, shape] of shapes.entries()) {
    const weight = shapeWeights[index] ?? 0
    for (let bag = 0; bag < bagCount && weight > 0; bag++) {
      const trees = histogramGbdt.fit(dataset, { ...shape, earlyStopping: null, seed: seed + bag })
      if (!trees.ok) return trees
      members.push(trees.value)
      memberWeights.push(weight / bagCount)
    }
  }
  return succeed(blendedModel(dataset.featureNames, members, { intercept, weights: memberWeights }))
}
