import type { RowRange } from '../dataset.ts'
import { hasPlainNodes, type Tree } from './tree.ts'

/**
 * Values of features as whole numbers: how many of the thresholds that trees split the feature at lie below the value; one more than all of
 * them for a missing one. A value is at most a threshold if its code is at most the threshold's place, so what a row does at all of a tree's splits
 * on a feature can be looked up by its code.
 */
export class SplitCodes {
  /** By feature, ascending; empty for one that is never split. */
  readonly #thresholds: readonly Float64Array[]

  constructor(trees: readonly Tree[], featureCount: number) {
    const found = Array.from({ length: featureCount }, () => new Set<number>())
    for (const tree of trees) {
      if (!hasPlainNodes(tree)) continue
      for (const [node, feature] of tree.features.entries())
        found[feature]?.add(tree.thresholds[node] as number)
    }
    this.#thresholds = found.map((thresholds) => Float64Array.from(thresholds).sort())
  }

  /** How many codes a feature can have. */
  codeCount(feature: number): number {
    return (this.#thresholds[feature]?.length ?? 0) + 2
  }

  get mostCodes(): number {
    return this.#thresholds.reduce((most, { length }) => Math.max(most, length), 0) + 2
  }

  /** The codes of each feature in these rows. */
  codesOf(columns: readonly Float64Array[], { first, count }: RowRange): Int32Array[] {
    return this.#thresholds.map((thresholds, feature) => {
      const codes = new Int32Array(thresholds.length === 0 ? 0 : count)
      const column = columns[feature] as Float64Array
      for (let row = 0; row < codes.length; row++) {
        const value = column[first + row] as number
        codes[row] = Number.isNaN(value) ? thresholds.length + 1 : belowCount(thresholds, value)
      }
      return codes
    })
  }

  /** Fills a table: by the code of a feature, at which of the tree's splits on it a row goes left, as bits. */
  fillSides(tree: Tree, feature: number, sides: Int32Array): void {
    const thresholds = this.#thresholds[feature] as Float64Array
    sides.fill(0, 0, thresholds.length + 2)
    for (let node = 0; node < tree.features.length; node++) {
      if (tree.features[node] !== feature) continue
      const bit = 1 << node
      const last = belowCount(thresholds, tree.thresholds[node] as number)
      for (let code = 0; code <= last; code++) sides[code] = (sides[code] as number) | bit
      const missing = thresholds.length + 1
      if (tree.missingLeft[node] === 1) sides[missing] = (sides[missing] as number) | bit
    }
  }
}

/** How many of the ascending numbers are less than a value. */
function belowCount(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
