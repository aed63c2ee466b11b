import { addCosines } from './co-occurrences.ts'
import type { IndexedItemSets } from './indexed-item-sets.ts'
import { itemsByCount } from './item-sets.ts'

export interface BlockLimits {
  /** Up to so many items there is one block of all of them, and the outcome is exact. */
  readonly exactItems: number
  /** How many items a block is solved for otherwise. */
  readonly targets: number
  /** How many items they are explained by: so many, and so many more for each target. */
  readonly predictors: number
  readonly predictorsPerTarget: number
}

/** Memory of the largest block: 3,200² / 2 x 8 bytes = 41 MB, a third of what a Worker has. */
export const blockLimits: BlockLimits = {
  exactItems: 2000,
  targets: 32,
  predictors: 96,
  predictorsPerTarget: 16,
}

/**
 * Divides the items that occur at all into groups that are solved together, each item in one group: the item that occurs
 * most among those left, and those left that go best with it. It depends on nothing but the sets, so that a job can make
 * it again for each of its steps.
 */
export function planItemBlocks(sets: IndexedItemSets, limits: BlockLimits = blockLimits): Uint32Array[] {
  const byCount = itemsByCount(sets.counts)
  if (byCount.length <= limits.exactItems) return byCount.length === 0 ? [] : [byCount]
  const isTaken = new Uint8Array(sets.itemCount)
  const cosines = new Float64Array(sets.itemCount)
  const blocks: Uint32Array[] = []
  for (const seed of byCount) {
    if (isTaken[seed] === 1) continue
    isTaken[seed] = 1
    const touched = addCosines(sets, seed, cosines)
    const free = touched.filter((item) => isTaken[item] === 0)
    const others = strongestItems(free, cosines, limits.targets - 1)
    for (const item of others) isTaken[item] = 1
    for (const item of touched) cosines[item] = 0
    blocks.push(Uint32Array.of(seed, ...others))
  }
  return blocks
}

/** The items of a block's equations: its targets first, then those that go best with them all in all. */
export function predictorsOf(
  sets: IndexedItemSets,
  targets: Uint32Array,
  limits: BlockLimits = blockLimits,
): Uint32Array {
  if (targets.length > limits.targets) return targets
  const cosines = new Float64Array(sets.itemCount)
  const sums = new Map<number, number>()
  for (const target of targets) {
    for (const item of addCosines(sets, target, cosines)) {
      sums.set(item, (sums.get(item) ?? 0) + (cosines[item] as number))
      cosines[item] = 0
    }
  }
  for (const target of targets) sums.delete(target)
  const count = limits.predictors + limits.predictorsPerTarget * targets.length - targets.length
  return Uint32Array.of(...targets, ...strongestItems([...sums.keys()], sums, count))
}

/** The items with the largest values, at most `count`, the largest first; the lower number where values are equal. */
function strongestItems(
  items: readonly number[],
  values: Float64Array | ReadonlyMap<number, number>,
  count: number,
): number[] {
  const valueAt = (item: number): number =>
    (values instanceof Float64Array ? values[item] : values.get(item)) as number
  return items.toSorted((left, right) => valueAt(right) - valueAt(left) || left - right).slice(0, count)
}
