import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { checkClasses, checkLabelled } from '../check-dataset.ts'
import type { LabelledDataset } from '../dataset.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData, notEnoughData, unreadableArtifact } from '../fit-failures.ts'
import { type BoostingOptions, boostingDefaults, boostingOptions } from './boosting-options.ts'
import { type FeatureBins, featureBins, makeFeatureBins } from './feature-bins.ts'
import { lossOf } from './objective.ts'
import { type Tree, treeArtifact, treeOfArtifact, treeToArtifact } from './tree.ts'

/**
 * Boosting that may be under way: all that is needed, beside the data, to grow the next tree. Training can so be cut into
 * pieces, each in a run of its own, and gives the same trees as in one.
 */
export interface BoostingState {
  readonly options: BoostingOptions
  readonly featureNames: readonly string[]
  readonly bins: readonly FeatureBins[]
  readonly initialScore: number
  readonly trees: readonly Tree[]
  /** Mean loss on the validation data after each tree; empty where there is none. */
  readonly validationLosses: readonly number[]
  /** Nothing more to gain: no tree found a split. */
  readonly isExhausted: boolean
}

/** The state before the first tree, or why there can be none. */
export function startBoosting(
  training: LabelledDataset,
  given: Partial<BoostingOptions> = {},
): Result<BoostingState, FitFailure> {
  const parsed = boostingOptions.safeParse({ ...boostingDefaults, ...given })
  if (!parsed.success) return invalidData(`the options cannot be used: ${z.prettifyError(parsed.error)}`)
  const options = parsed.data
  const checked = checkTraining(training, options)
  if (!checked.ok) return checked
  const { labels, weights, featureNames } = training
  return succeed({
    options,
    featureNames: [...featureNames],
    bins: makeFeatureBins(training, options.binCount, options.seed),
    initialScore: lossOf(options.objective).initialScore(labels, weights ?? null),
    trees: [],
    validationLosses: [],
    isExhausted: false,
  })
}

function checkTraining(training: LabelledDataset, options: BoostingOptions): Result<null, FitFailure> {
  const demands = { fewestRows: fewestRows(options), mayMiss: true }
  const check = options.objective.kind === 'logistic' ? checkClasses : checkLabelled
  const checked = check(training, demands)
  if (!checked.ok) return checked
  for (const [feature, name] of training.featureNames.entries()) {
    if (!training.categorical?.has(name)) continue
    const wrong = training.columns[feature]?.find(
      (code) => !Number.isNaN(code) && !(Number.isInteger(code) && code >= 0),
    )
    if (wrong !== undefined)
      return invalidData(`the feature ${name} has the value ${wrong}, which is no category`)
  }
  if (options.objective.kind !== 'tweedie') return checked
  if (training.labels.some((label) => label < 0)) return invalidData('a label is below zero')
  const hasAny = training.labels.some((label, row) => label > 0 && training.weights?.[row] !== 0)
  return hasAny ? checked : notEnoughData('every label is zero')
}

/** Rows without which no tree has a split. */
export function fewestRows({ minLeafRows }: BoostingOptions): number {
  return 2 * minLeafRows
}

/** Whether no more trees are to be grown. */
export function isBoosted({ options, trees, validationLosses, isExhausted }: BoostingState): boolean {
  if (isExhausted || trees.length >= options.treeCount) return true
  const patience = options.earlyStopping?.rounds
  return patience !== undefined && validationLosses.length - bestRound(validationLosses) > patience - 1
}

/** How many trees had the least validation loss; all of them where none was measured. */
export function bestTreeCount({ trees, validationLosses }: BoostingState): number {
  return validationLosses.length === 0 ? trees.length : bestRound(validationLosses)
}

function bestRound(losses: readonly number[]): number {
  return losses.indexOf(Math.min(...losses)) + 1
}

const stateArtifact = z.strictObject({
  kind: z.literal('boosting-state'),
  version: z.literal(1),
  options: boostingOptions,
  featureNames: z.array(z.string()).min(1),
  bins: z.array(featureBins),
  initialScore: z.number(),
  trees: z.array(treeArtifact),
  validationLosses: z.array(z.number()),
  isExhausted: z.boolean(),
})

/** The state as plain JSON, to go on with in another run. */
export function boostingStateToArtifact({ trees, ...state }: BoostingState): JsonObject {
  const artifact: z.infer<typeof stateArtifact> = {
    kind: 'boosting-state',
    version: 1,
    ...structuredClone({ ...state, featureNames: [...state.featureNames] }),
    bins: [...state.bins],
    validationLosses: [...state.validationLosses],
    trees: trees.map(treeToArtifact),
  }
  return artifact as JsonObject
}

export function readBoostingState(artifact: unknown): Result<BoostingState, FitFailure> {
  const parsed = stateArtifact.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { kind: _kind, version: _version, trees, ...state } = parsed.data
  return succeed({ ...state, trees: trees.map(treeOfArtifact) })
}
