import { quantileOfSorted } from '../statistics/quantile.ts'
import { spreadProbabilities } from './outlook.ts'

/** Errors (actual less expected) of many series, and what was expected, both over the scale of the series. */
export interface ErrorSample {
  readonly errors: number[]
  readonly expected: number[]
}

export function emptyErrors(): ErrorSample {
  return { errors: [], expected: [] }
}

/** Changes the sample. */
export function addError(sample: ErrorSample, error: number, expected: number): void {
  sample.errors.push(error)
  sample.expected.push(expected)
}

const fewest = 20

/** A wide guess where hardly any errors are known: quantiles of a normal distribution, at `spreadProbabilities`. */
const normalScores: readonly number[] = [
  -2.576, -1.96, -1.645, -1.282, -1.036, -0.842, -0.674, -0.524, -0.385, -0.253, -0.126, 0, 0.126, 0.253,
  0.385, 0.524, 0.674, 0.842, 1.036, 1.282, 1.645, 1.96, 2.576,
]

/**
 * The errors at `spreadProbabilities`; those of a normal distribution while there are fewer than 20. Above the middle they are those that so large a share of all does not exceed. Below, only series
 * count that could have fallen so low: no sales are below zero, so an error of -2 says nothing of a series of which 1 was expected, and the others meet it the more often.
 */
export function scoresOf({ errors, expected }: ErrorSample): number[] {
  if (errors.length < fewest) return [...normalScores]
  const sorted = Float64Array.from(errors).sort()
  const expectations = Float64Array.from(expected).sort()
  const scores = spreadProbabilities.map((probability) =>
    probability < 0.5 ? lowError(sorted, expectations, probability) : quantileOfSorted(sorted, probability),
  )
  for (let at = scores.length - 2; at >= 0; at--) {
    scores[at] = Math.min(scores[at] as number, scores[at + 1] as number)
  }
  return scores
}

/** The largest error of which at most a share `probability` of the series that could have fallen so low lies below it. */
function lowError(sorted: Float64Array, expectations: Float64Array, probability: number): number {
  let able = 0
  let best = sorted[0] as number
  for (let below = 0; below < sorted.length; below++) {
    const error = sorted[below] as number
    if (error >= 0) break
    while (able < expectations.length && (expectations[expectations.length - 1 - able] as number) > -error)
      able++
    if (below <= probability * able) best = error
  }
  return best
}
