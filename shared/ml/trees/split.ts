import type { BoostingOptions } from './boosting-options.ts'
import type { Histogram } from './histogram.ts'

/** Sums over rows. */
export interface Sums {
  readonly gradient: number
  readonly hessian: number
  readonly count: number
}

/** The best way found to cut a leaf in two. */
export interface Split {
  /** Place of the feature among those of the histogram. */
  readonly slot: number
  readonly gain: number
  /** Bins 1 to `bin` go left; null: the bins of `leftBins` do, and all others go right. */
  readonly bin: number | null
  readonly leftBins: readonly number[] | null
  /** Where missing values go. */
  readonly missingLeft: boolean
  readonly left: Sums
  readonly right: Sums
}

/** What a search for a split needs beside the histogram. */
export interface SplitSearch {
  readonly histogram: Histogram
  readonly slot: number
  readonly whole: Sums
  readonly options: BoostingOptions
}

/** What a leaf adds to the score before the learning rate: the minimum of the quadratic approximation (Chen, Guestrin 2016, eq. 5). */
export function leafScore({ gradient, hessian }: Sums, l1: number, l2: number): number {
  const denominator = hessian + l2
  // `+ 0` turns -0 into 0, which JSON cannot tell apart.
  return denominator > 0 ? -softThreshold(gradient, l1) / denominator + 0 : 0
}

/** By how much a leaf with these sums makes the approximated loss less, times two (the same, eq. 6). */
export function leafGain(gradient: number, hessian: number, l1: number, l2: number): number {
  const denominator = hessian + l2
  if (denominator <= 0) return 0
  const shrunk = softThreshold(gradient, l1)
  return (shrunk * shrunk) / denominator
}

function softThreshold(gradient: number, l1: number): number {
  if (l1 === 0) return gradient
  return Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1)
}

/** What is left of a whole when one part is taken away. */
export function without(whole: Sums, part: Sums): Sums {
  return {
    gradient: whole.gradient - part.gradient,
    hessian: whole.hessian - part.hessian,
    count: whole.count - part.count,
  }
}
