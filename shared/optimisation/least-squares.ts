import { solvePositiveDefinite } from '../linear-algebra/solve-positive-definite.ts'
import { type Box, moveInto } from './box.ts'

export interface LeastSquaresSearch {
  readonly mostRounds: number
  /** The search ends when a round gains, or could gain, less than this share of the sum of squares. */
  readonly leastGain: number
}

/** A sum of squared errors that depends on some variables of order one. */
export interface SquaresProblem {
  readonly size: number
  /** The sum at a point; infinite where it has none. */
  squaresAt(point: Float64Array): number
  /**
   * How the errors change with each variable, at the point whose sum was asked for last: writes the sums of products of the slopes of each two variables (`normal`, row after row), and of each
   * slope and the errors with the sign turned (`pull`).
   */
  slopesAt(point: Float64Array, normal: Float64Array, pull: Float64Array): void
}

const mostAttempts = 8

/** Moves `point` to a least sum of squares within a box (Levenberg 1944, Marquardt 1963), and returns the sum. */
export function minimiseSquares(
  problem: SquaresProblem,
  point: Float64Array,
  box: Box,
  { mostRounds, leastGain }: LeastSquaresSearch,
): number {
  const { size } = problem
  let squares = problem.squaresAt(moveInto(box, point))
  if (size === 0 || !Number.isFinite(squares)) return squares
  const normal = new Float64Array(size * size)
  const pull = new Float64Array(size)
  const trial = new Float64Array(size)
  let damping = 1e-3
  for (let round = 0; round < mostRounds; round++) {
    problem.slopesAt(point, normal, pull)
    let gain = 0
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const hoped = stepInBox(normal, pull, damping, squares, point, box, trial)
      if (attempt === 0 && hoped !== null && !(hoped > leastGain * squares)) break
      const value = hoped === null ? squares : problem.squaresAt(trial)
      if (value < squares) {
        gain = (squares - value) / squares
        point.set(trial)
        squares = value
        damping = Math.max(damping / 10, 1e-8)
        break
      }
      damping *= 8
    }
    if (gain <= leastGain) break
  }
  return squares
}

/**
 * Writes where a damped step leads to that stays in the box: variables that would leave it stop at its edge, and the others are solved for once more. Returns what the step
 * would take off the sum of squares if the errors were as straight as they look from here; null where the equations have no solution.
 */
function stepInBox(
  normal: Float64Array,
  pull: Float64Array,
  damping: number,
  squares: number,
  point: Float64Array,
  box: Box,
  trial: Float64Array,
): number | null {
  const size = point.length
  const change = new Float64Array(size)
  // At an edge that the errors push against, a variable stays; otherwise its part of the step would push others the wrong way.
  const isHeld = Array.from(point, (value, at) => {
    const force = pull[at] as number
    return force > 0 ? value >= (box.high[at] as number) : value <= (box.low[at] as number)
  })
  for (;;) {
    const solved = solveDamped(normal, pull, damping, squares, change, isHeld)
    if (solved === null) return null
    // One at a time: with the first at its edge, others may want to go elsewhere.
    let first = -1
    let least = 1
    for (let at = 0; at < size; at++) {
      if (isHeld[at]) continue
      const wanted = solved[at] as number
      const edge = (wanted > 0 ? box.high[at] : box.low[at]) as number
      const share = wanted === 0 ? 1 : (edge - (point[at] as number)) / wanted
      if (share < least) [first, least] = [at, share]
      change[at] = wanted
    }
    if (first < 0) break
    change[first] = least * (change[first] as number)
    isHeld[first] = true
  }
  let hoped = 0
  for (let row = 0; row < size; row++) {
    const moved = change[row] as number
    hoped += 2 * moved * (pull[row] as number)
    for (let column = 0; column < size; column++) {
      hoped -= moved * (normal[row * size + column] as number) * (change[column] as number)
    }
    trial[row] =
      isHeld[row] && moved !== 0
        ? ((moved > 0 ? box.high[row] : box.low[row]) as number)
        : (point[row] as number) + moved
  }
  return hoped
}

/** The damped step of the variables that are free, for changes of those that are held. */
function solveDamped(
  normal: Float64Array,
  pull: Float64Array,
  damping: number,
  squares: number,
  change: Float64Array,
  isHeld: readonly boolean[],
): Float64Array | null {
  const size = pull.length
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    if (isHeld[row]) {
      matrix[row * size + row] = 1
      right[row] = change[row] as number
      continue
    }
    let value = pull[row] as number
    for (let column = 0; column < size; column++) {
      const entry = normal[row * size + column] as number
      if (isHeld[column]) value -= entry * (change[column] as number)
      else matrix[row * size + column] = row === column ? entry * (1 + damping) + 1e-12 * squares : entry
    }
    right[row] = value
  }
  return solvePositiveDefinite(matrix, right)
}
