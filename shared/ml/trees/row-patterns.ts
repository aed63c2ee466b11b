import type { RowRange } from '../dataset.ts'
import { PatternPlaces } from './pattern-places.ts'
import type { SplitCodes } from './split-codes.ts'
import { goesLeft, hasPlainNodes, type Tree } from './tree.ts'

/** At so many splits what a row does fits into the bits of an integer. */
export const mostPatternSplits = 31
/** For fewer rows it takes longer to make tables of codes than to look at every split. */
const fewRows = 16

/** What is known of the ways through one tree, each a pattern of bits: bit n is set for rows that go left at split n. */
export class KnownPatterns {
  readonly #known = new PatternPlaces()
  readonly #width: number
  #values: Float64Array

  /** `width`: numbers a pattern. */
  constructor(width: number) {
    this.#width = width
    this.#values = new Float64Array(firstPatterns * width)
  }

  /** Of all patterns one behind the other. */
  get values(): Float64Array {
    return this.#values
  }

  /** Numbers of eight bytes that it takes. */
  get valueCount(): number {
    return this.#values.length + this.#known.valueCount
  }

  /** Where the numbers of a pattern begin; `find` adds them to zeros when it is the first of its kind. */
  startOf(pattern: number, row: number, find: FindValues): number {
    const before = this.#known.count
    const from = this.#known.placeOf(pattern) * this.#width
    if (this.#known.count === before) return from
    if (from === this.#values.length) {
      const larger = new Float64Array(2 * from)
      larger.set(this.#values)
      this.#values = larger
    }
    find(pattern, row, this.#values, from)
    return from
  }
}

/** Adds what each feature of a tree has, for a row with its pattern, to `values` from `from` on. */
export type FindValues = (pattern: number, row: number, values: Float64Array, from: number) => void

const firstPatterns = 16

/**
 * Adds something to rows that depends on nothing but at which splits of a tree they go left. Of many rows most go a way that another went
 * before, so it is found out once for each way. Has the room for one tree after another.
 */
export class RowPatterns {
  readonly #columns: readonly Float64Array[]
  readonly #rows: RowRange
  readonly #splitCodes: SplitCodes
  readonly #codes: readonly Int32Array[]
  readonly #sides: Int32Array
  readonly #patterns: Int32Array

  constructor(splitCodes: SplitCodes, columns: readonly Float64Array[], rows: RowRange) {
    this.#columns = columns
    this.#rows = rows
    this.#splitCodes = splitCodes
    this.#codes = rows.count < fewRows ? [] : splitCodes.codesOf(columns, rows)
    this.#sides = new Int32Array(splitCodes.mostCodes)
    this.#patterns = new Int32Array(rows.count)
  }

  /** Adds what each of the tree's features has, to the column of the feature. */
  add(
    tree: Tree,
    treeFeatures: readonly number[],
    known: KnownPatterns,
    find: FindValues,
    sums: readonly Float64Array[],
  ): void {
    const patterns = this.#patterns
    if (this.#rows.count < fewRows || !hasPlainNodes(tree)) this.#compare(tree)
    else this.#lookUp(tree, treeFeatures)
    for (let row = 0; row < patterns.length; row++) {
      patterns[row] = known.startOf(patterns[row] as number, this.#rows.first + row, find)
    }
    const { values } = known
    for (const [place, feature] of treeFeatures.entries()) {
      const ofFeature = sums[feature] as Float64Array
      for (let row = 0; row < patterns.length; row++) {
        ofFeature[row] = (ofFeature[row] as number) + (values[(patterns[row] as number) + place] as number)
      }
    }
  }

  #compare(tree: Tree): void {
    for (let row = 0; row < this.#patterns.length; row++) {
      let pattern = 0
      for (let node = 0; node < tree.features.length; node++) {
        if (goesLeft(tree, node, this.#columns, this.#rows.first + row)) pattern |= 1 << node
      }
      this.#patterns[row] = pattern
    }
  }

  /** The same for a tree of thresholds alone: a look-up a feature instead of a comparison a split. */
  #lookUp(tree: Tree, treeFeatures: readonly number[]): void {
    const [patterns, sides] = [this.#patterns, this.#sides]
    patterns.fill(0)
    for (const feature of treeFeatures) {
      this.#splitCodes.fillSides(tree, feature, sides)
      const codes = this.#codes[feature] as Int32Array
      for (let row = 0; row < patterns.length; row++) {
        patterns[row] = (patterns[row] as number) | (sides[codes[row] as number] as number)
      }
    }
  }
}
