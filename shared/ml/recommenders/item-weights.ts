import type { ItemColumn } from './solve-item-block.ts'
import { topThreshold } from './top-threshold.ts'

/**
 * What each item adds to the scores of others, and nothing of the many pairs that do not matter: item `i` adds
 * `weights[k] * scales[targets[k]]` to `targets[k]`, for `k` from `starts[i]` to before `starts[i + 1]`. Five bytes a pair.
 */
export interface ItemWeights {
  readonly itemCount: number
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  /** -127 to 127. */
  readonly weights: Int8Array
  readonly scales: Float32Array
}

/**
 * How many targets of each item are kept at most: those it says most of. What many buy is among the predictors of almost
 * everything, says little of each, and would make a call slow.
 */
export const keptTargets = 512

/** Turns what was solved by target into what is looked up by item. */
export function joinColumns(columns: readonly ItemColumn[], itemCount: number): ItemWeights {
  const least = leastWeights(columns, itemCount)
  const isKept = (item: number, weight: number) => Math.abs(weight) >= (least[item] as number)
  const starts = new Uint32Array(itemCount + 1)
  for (const { predictors, weights } of columns) {
    for (const [index, item] of predictors.entries()) {
      if (isKept(item, weights[index] as number)) starts[item + 1] = (starts[item + 1] as number) + 1
    }
  }
  for (let item = 0; item < itemCount; item += 1) {
    starts[item + 1] = (starts[item + 1] as number) + (starts[item] as number)
  }
  const next = starts.slice()
  const targets = new Uint32Array(starts[itemCount] as number)
  const weights = new Int8Array(targets.length)
  const scales = new Float32Array(itemCount)
  for (const { item: target, predictors, weights: exact } of columns) {
    const scale = exact.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) / 127
    scales[target] = scale
    for (const [index, item] of predictors.entries()) {
      const weight = exact[index] as number
      if (!isKept(item, weight)) continue
      const at = next[item] as number
      next[item] = at + 1
      targets[at] = target
      weights[at] = scale === 0 ? 0 : Math.round(weight / scale)
    }
  }
  return { itemCount, starts, targets, weights, scales }
}

/** For each item the size of its smallest weight that is kept; 0 where all are. */
function leastWeights(columns: readonly ItemColumn[], itemCount: number): Float64Array {
  const counts = new Uint32Array(itemCount)
  for (const { predictors } of columns) {
    for (const item of predictors) counts[item] = (counts[item] as number) + 1
  }
  const sizes = new Map<number, number[]>()
  for (const { predictors, weights } of columns) {
    for (const [index, item] of predictors.entries()) {
      if ((counts[item] as number) <= keptTargets) continue
      const ofItem = sizes.get(item) ?? []
      if (ofItem.push(Math.abs(weights[index] as number)) === 1) sizes.set(item, ofItem)
    }
  }
  const least = new Float64Array(itemCount)
  for (const [item, ofItem] of sizes) least[item] = topThreshold(Float64Array.from(ofItem), keptTargets)
  return least
}

/**
 * Adds to `scores` (one number an item) what an item of this strength tells of others, and calls `visit` with each item
 * whose score it changed.
 */
export function addItemScores(
  { starts, targets, weights, scales }: ItemWeights,
  item: number,
  strength: number,
  scores: Float64Array,
  visit: (target: number, added: number) => void = ignore,
): void {
  for (let at = starts[item] ?? 0; at < (starts[item + 1] ?? 0); at += 1) {
    const target = targets[at] as number
    const added = strength * (weights[at] as number) * (scales[target] as number)
    scores[target] = (scores[target] as number) + added
    visit(target, added)
  }
}

function ignore(): void {}
