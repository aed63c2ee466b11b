import { type Result, succeed } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../array-bundle.ts'
import type { FitFailure } from '../estimator.ts'
import { notEnoughData, unreadableArtifact } from '../fit-failures.ts'
import { bestPenalty, penaltyGrid, type TriedPenalty, tryPenalty } from './choose-penalty.ts'
import type { IndexedItemSets } from './indexed-item-sets.ts'
import { type ItemWeights, joinColumns } from './item-weights.ts'
import { type BlockLimits, blockLimits, planItemBlocks } from './plan-item-blocks.ts'
import { type ItemColumn, solveItemBlock } from './solve-item-block.ts'

const kind = 'item-weights-training'
const version = 1
const minSets = 20

/** What is known so far; a job keeps it between its messages. */
interface Progress {
  readonly tried: (TriedPenalty | null)[]
  readonly columns: ItemColumn[]
  blocksDone: number
}

/** The learning of {@link ItemWeights} in steps: one penalty tried, or one block solved, each. */
export interface WeightTraining {
  /** Does one step; true when there is nothing left to do. */
  advance(): boolean
  /** 0 to 1. */
  readonly progressRate: number
  /** What `resumeWeights` goes on from, with the same sets. */
  save(): ArrayBuffer
  /** After the last `advance`. */
  result(): Result<{ weights: ItemWeights; penalty: number; tried: readonly TriedPenalty[] }, FitFailure>
}

export function trainWeights(sets: IndexedItemSets, limits: BlockLimits = blockLimits): WeightTraining {
  return continueTraining(sets, limits, { tried: [], columns: [], blocksDone: 0 })
}

export function resumeWeights(
  sets: IndexedItemSets,
  saved: ArrayBuffer,
  limits: BlockLimits = blockLimits,
): Result<WeightTraining, FitFailure> {
  const progress = readProgress(saved)
  return progress.ok ? succeed(continueTraining(sets, limits, progress.value)) : progress
}

function continueTraining(sets: IndexedItemSets, limits: BlockLimits, progress: Progress): WeightTraining {
  const { tried, columns } = progress
  const blocks = sets.setCount < minSets ? [] : planItemBlocks(sets, limits)
  const isDone = () => progress.blocksDone >= blocks.length
  return {
    advance() {
      if (isDone()) return true
      const penalty = penaltyGrid[tried.length]
      if (penalty !== undefined) {
        tried.push(tryPenalty(sets, penalty))
      } else {
        const targets = blocks[progress.blocksDone] as Uint32Array
        columns.push(...solveItemBlock(sets, targets, bestPenalty(tried), limits))
        progress.blocksDone += 1
      }
      return isDone()
    },
    get progressRate() {
      if (isDone()) return 1
      return (tried.length + progress.blocksDone) / (penaltyGrid.length + blocks.length)
    },
    save: () => progressToBytes(progress),
    result() {
      if (sets.setCount < minSets) {
        return notEnoughData(`${sets.setCount} of at least ${minSets} sets of items that went together`)
      }
      const weights = joinColumns(columns, sets.itemCount)
      return succeed({ weights, penalty: bestPenalty(tried), tried: tried.filter((trial) => trial !== null) })
    },
  }
}

/** A penalty that could not be tried is kept as -1: a mean reciprocal rank is never below 0. */
function progressToBytes({ tried, columns, blocksDone }: Progress): ArrayBuffer {
  const starts = new Uint32Array(columns.length + 1)
  for (const [index, { predictors }] of columns.entries()) {
    starts[index + 1] = (starts[index] as number) + predictors.length
  }
  const predictors = new Uint32Array(starts[columns.length] as number)
  const weights = new Float32Array(predictors.length)
  for (const [index, column] of columns.entries()) {
    predictors.set(column.predictors, starts[index])
    weights.set(column.weights, starts[index])
  }
  const qualities = Float64Array.from(tried, (trial) => trial?.meanReciprocalRank ?? -1)
  const items = Uint32Array.from(columns, ({ item }) => item)
  return packArrays({
    kind,
    version,
    figures: { blocksDone },
    arrays: { qualities, items, starts, predictors, weights },
  })
}

function readProgress(saved: ArrayBuffer): Result<Progress, FitFailure> {
  const bundle = unpackArrays(saved, kind, version)
  if (!bundle.ok) return bundle
  const qualities = arrayOf(bundle.value, 'qualities', 'float64')
  const items = arrayOf(bundle.value, 'items', 'uint32')
  const starts = arrayOf(bundle.value, 'starts', 'uint32', (items?.length ?? 0) + 1)
  const predictors = arrayOf(bundle.value, 'predictors', 'uint32')
  const weights = arrayOf(bundle.value, 'weights', 'float32', predictors?.length ?? 0)
  if (qualities === null || items === null || starts === null || predictors === null || weights === null) {
    return unreadableArtifact('an array of the saved training is missing or too short')
  }
  const tried = Array.from(qualities.entries(), ([index, meanReciprocalRank]) => {
    const penalty = penaltyGrid[index]
    return meanReciprocalRank < 0 || penalty === undefined ? null : { penalty, meanReciprocalRank }
  })
  const columns = Array.from(items, (item, index) => ({
    item,
    predictors: predictors.slice(starts[index], starts[index + 1]),
    weights: weights.slice(starts[index], starts[index + 1]),
  }))
  return succeed({ tried, columns, blocksDone: bundle.value.figures.blocksDone ?? 0 })
}
