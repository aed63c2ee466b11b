import type { Minimum } from './box.ts'
import { descendBySimplex, type SimplexRules } from './simplex-descent.ts'

export interface BoxSimplexOptions {
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly start: readonly number[]
  /** Edge of the first simplex as a share of each range. */
  readonly stepRate?: number
  readonly maxEvaluations?: number
  /** The search ends when the values at the corners differ by less than this share of the best. */
  readonly tolerance?: number
}

/** Those of Nelder and Mead 1965. */
const rules: SimplexRules = { expansion: 2, contraction: 0.5, shrinkage: 0.5 }

/**
 * A minimum of a function of a few variables within bounds, to the precision that rates of smoothing want: one quick descent, for many small
 * problems. A value that is no finite number counts as very bad, so a function may answer NaN where it is not defined.
 */
export function minimiseInBox(
  evaluate: (point: Float64Array) => number,
  { lower, upper, start, stepRate = 0.1, maxEvaluations = 400, tolerance = 1e-6 }: BoxSimplexOptions,
): Minimum {
  return descendBySimplex(evaluate, {
    start,
    steps: start.map((_, at) => stepRate * ((upper[at] as number) - (lower[at] as number))),
    box: { low: lower, high: upper },
    rules,
    maxEvaluations,
    isDone: (bestValue, worstValue) =>
      worstValue - bestValue <= tolerance * (Math.abs(bestValue) + tolerance),
  })
}
