import { solvePositiveDefinite } from '../linear-algebra/solve-positive-definite.ts'

export interface LeastSquaresSearch {
  readonly mostRounds: number
  /** The search ends when a round gains less than this share of the sum of squares. */
  readonly leastGain: number
}

const step = 1e-4
const mostAttempts = 5
/** Variables are kept within this on either side of zero. */
const farthest = 8

/**
 * Moves `point` to a least sum of squares (Levenberg 1944, Marquardt 1963) with slopes by differences. `evaluate` writes the errors of a point into the array it is given
 * and returns the sum of their squares; `errors` ends as they are at the point. Variables are of order one. Returns the sum.
 */
export function minimiseSquares(
  evaluate: (point: Float64Array, errors: Float64Array) => number,
  point: Float64Array,
  errors: Float64Array,
  { mostRounds, leastGain }: LeastSquaresSearch,
): number {
  const size = point.length
  let squares = evaluate(point, errors)
  if (size === 0) return squares
  const moved = new Float64Array(errors.length)
  const slopes = Array.from({ length: size }, () => new Float64Array(errors.length))
  const normal = new Float64Array(size * size)
  const damped = new Float64Array(size * size)
  const pull = new Float64Array(size)
  let damping = 1e-3
  for (let round = 0; round < mostRounds; round++) {
    for (let of = 0; of < size; of++) {
      const before = point[of] as number
      const slope = slopes[of] as Float64Array
      point[of] = before + step
      evaluate(point, slope)
      point[of] = before
      for (let at = 0; at < errors.length; at++) {
        slope[at] = ((slope[at] as number) - (errors[at] as number)) / step
      }
    }
    for (let row = 0; row < size; row++) {
      const one = slopes[row] as Float64Array
      pull[row] = -product(one, errors)
      for (let column = 0; column <= row; column++) {
        normal[row * size + column] = product(one, slopes[column] as Float64Array)
      }
    }
    let gain = 0
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      damped.set(normal)
      for (let at = 0; at < size; at++) {
        damped[at * size + at] = (normal[at * size + at] as number) * (1 + damping) + 1e-12
      }
      const change = solvePositiveDefinite(damped, pull)
      if (change !== null) {
        const trial = point.map((value, at) =>
          Math.max(-farthest, Math.min(farthest, value + (change[at] as number))),
        )
        const value = evaluate(trial, moved)
        if (value < squares) {
          gain = (squares - value) / squares
          point.set(trial)
          errors.set(moved)
          squares = value
          damping = Math.max(damping / 10, 1e-8)
          break
        }
      }
      damping *= 8
    }
    if (gain <= leastGain) break
  }
  return squares
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number)
  return sum
}
