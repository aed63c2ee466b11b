import { type Box, type Minimum, moveInto } from './box.ts'

/** How far the trial points of a simplex are from its centre, for a reflected one at 1. */
export interface SimplexRules {
  readonly expansion: number
  readonly contraction: number
  /** What is left of each edge at the best corner when nothing else helps. */
  readonly shrinkage: number
}

export interface SimplexDescent {
  readonly start: ArrayLike<number>
  /**
   * How far the other corners are from the start, along each axis, down where negative: only so far as the box goes, and to the other side
   * where the start is at that edge.
   */
  readonly steps: ArrayLike<number>
  readonly box: Box
  readonly rules: SimplexRules
  readonly maxEvaluations: number
  /** Whether there is nothing left to gain, by the smallest and the largest value at the corners. */
  isDone(bestValue: number, worstValue: number, corners: readonly Float64Array[], best: number): boolean
}

/** What a function that answers no finite number counts as. */
export const noValue = Number.MAX_VALUE

/**
 * Walks a simplex downhill, without derivatives (Nelder and Mead 1965): the worst corner is reflected at the centre of the others, further where
 * that is best of all, less where it is worst, each trial point moved back into the box. It allocates once, for many small problems. May ask a few times more often
 * than `maxEvaluations`.
 */
export function descendBySimplex(
  evaluate: (point: Float64Array) => number,
  { start, steps, box, rules, maxEvaluations, isDone }: SimplexDescent,
): Minimum {
  const { expansion, contraction, shrinkage } = rules
  const size = start.length
  const corners: Float64Array[] = []
  const values = new Float64Array(size + 1)
  const centre = new Float64Array(size)
  let trial: Float64Array = new Float64Array(size)
  let second: Float64Array = new Float64Array(size)
  let evaluations = 0
  const ask = (point: Float64Array): number => {
    evaluations++
    const value = evaluate(point)
    return Number.isFinite(value) ? value : noValue
  }

  for (let corner = 0; corner <= size; corner++) {
    const point = moveInto(box, Float64Array.from(start))
    if (corner > 0) {
      const [at, before, step] = [corner - 1, point[corner - 1] as number, steps[corner - 1] as number]
      point[at] = before + step
      moveInto(box, point)
      if (point[at] === before) point[at] = before - step
      moveInto(box, point)
    }
    corners.push(point)
    values[corner] = ask(point)
  }

  /** Puts into `into` the point that lies `factor` times as far from the centre as the worst corner, on the other side below 0. */
  const along = (factor: number, worst: Float64Array, into: Float64Array): number => {
    for (let at = 0; at < size; at++) {
      const middle = centre[at] as number
      into[at] = middle + factor * ((worst[at] as number) - middle)
    }
    return ask(moveInto(box, into))
  }

  let isConverged = false
  while (evaluations < maxEvaluations) {
    const best = bestOf(values)
    const worst = worstOf(values)
    const [bestValue, worstValue] = [values[best] as number, values[worst] as number]
    isConverged = isDone(bestValue, worstValue, corners, best)
    if (isConverged) break
    let nextWorstValue = Number.NEGATIVE_INFINITY
    centre.fill(0)
    for (let corner = 0; corner <= size; corner++) {
      if (corner === worst) continue
      nextWorstValue = Math.max(nextWorstValue, values[corner] as number)
      const point = corners[corner] as Float64Array
      for (let at = 0; at < size; at++) centre[at] = (centre[at] as number) + (point[at] as number) / size
    }
    const worstPoint = corners[worst] as Float64Array
    let value = along(-1, worstPoint, trial)
    if (value < bestValue) {
      const further = along(-expansion, worstPoint, second)
      if (further < value) {
        value = further
        ;[trial, second] = [second, trial]
      }
    } else if (value >= nextWorstValue) {
      value = along(value < worstValue ? -contraction : contraction, worstPoint, trial)
      if (value >= worstValue) {
        const anchor = corners[best] as Float64Array
        for (let corner = 0; corner <= size; corner++) {
          if (corner === best) continue
          const point = corners[corner] as Float64Array
          for (let at = 0; at < size; at++)
            point[at] = shrinkage * (point[at] as number) + (1 - shrinkage) * (anchor[at] as number)
          values[corner] = ask(point)
        }
        continue
      }
    }
    corners[worst] = trial
    trial = worstPoint
    values[worst] = value
  }
  const best = bestOf(values)
  return { point: corners[best] as Float64Array, value: values[best] as number, evaluations, isConverged }
}

/** The first of the smallest. */
function bestOf(values: Float64Array): number {
  let best = 0
  for (let corner = 1; corner < values.length; corner++) {
    if ((values[corner] as number) < (values[best] as number)) best = corner
  }
  return best
}

/** The last of the largest. */
function worstOf(values: Float64Array): number {
  let worst = 0
  for (let corner = 1; corner < values.length; corner++) {
    if ((values[corner] as number) >= (values[worst] as number)) worst = corner
  }
  return worst
}
