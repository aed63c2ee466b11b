/** A tree as LightGBM writes it, as yet unchecked: lists by node and by leaf; a child below zero is the leaf `~child`. */
export interface LightgbmTree {
  readonly isLinear: boolean
  readonly features: readonly number[]
  /** 0 at a node that splits by category. */
  readonly thresholds: readonly number[]
  /** Codes that go left; null at a node with a threshold. */
  readonly categories: readonly (readonly number[] | null)[]
  readonly isDefaultLeft: readonly boolean[]
  /** What counts as missing at a node. */
  readonly missing: readonly ('none' | 'zero' | 'nan')[]
  readonly leftChildren: readonly number[]
  readonly rightChildren: readonly number[]
  readonly gains: readonly number[]
  readonly leafValues: readonly number[]
  /** Empty where the model does not say. */
  readonly leafCounts: readonly number[]
}

/** A model as LightGBM writes it, in whichever of its formats. */
export interface LightgbmModel {
  readonly format: 'text' | 'json'
  /** With its settings: `binary sigmoid:1`. */
  readonly objective: string
  readonly featureNames: readonly string[]
  readonly treesPerIteration: number
  /** Whether the trees are averaged (a random forest) and not added up. */
  readonly isAveraged: boolean
  /** Empty when there are more than {@link mostTrees}. */
  readonly trees: readonly LightgbmTree[]
  readonly treeCount: number
}

/** Of more trees none is opened: in memory a tree takes a kilobyte, and may be a single letter of the file. */
export const mostTrees = 2_000

/** What is wrong with a part of a model; `pointer` is a JSON pointer by LightGBM's own names: `/feature_names/3`. */
export interface ModelProblem {
  readonly pointer: string
  readonly detail: string
}

/** Categories of all splits of a model, at most: in memory one takes a hundred times the bit that it is in a file. */
export const mostCategories = 200_000

/** Lets the categories of one split after the other through; from the first one too many on it is a NaN, which the checks refuse. */
export function categoryGate(): (codes: readonly number[]) => readonly number[] {
  let left = mostCategories
  return (codes) => {
    left -= codes.length
    return left < 0 ? [Number.NaN] : codes
  }
}
