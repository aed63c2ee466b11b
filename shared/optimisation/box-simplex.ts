/** Where the search ended: the point (inside its bounds), its value, and how often the function was asked. */
export interface BoxMinimum {
  readonly point: Float64Array
  readonly value: number
  readonly evaluations: number
}

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

/**
 * A minimum of a function of a few variables within bounds, without derivatives: the simplex of Nelder and Mead (1965), each
 * trial point moved back to the bounds. Made for many small problems: it allocates once and keeps within a number of
 * evaluations. A value that is no finite number counts as very bad, so a function may answer NaN where it is not defined.
 */
export function minimiseInBox(
  evaluate: (point: Float64Array) => number,
  { lower, upper, start, stepRate = 0.1, maxEvaluations = 400, tolerance = 1e-6 }: BoxSimplexOptions,
): BoxMinimum {
  const size = start.length
  const corners: Float64Array[] = []
  const values = new Float64Array(size + 1)
  const centre = new Float64Array(size)
  let trial: Float64Array = new Float64Array(size)
  let second: Float64Array = new Float64Array(size)
  let evaluations = 0

  const bound = (value: number, at: number): number =>
    Math.min(upper[at] as number, Math.max(lower[at] as number, value))
  const ask = (point: Float64Array): number => {
    evaluations++
    const value = evaluate(point)
    return Number.isFinite(value) ? value : Number.MAX_VALUE
  }

  for (let corner = 0; corner <= size; corner++) {
    const point = Float64Array.from(start, bound)
    if (corner > 0) {
      const at = corner - 1
      const edge = stepRate * ((upper[at] as number) - (lower[at] as number))
      const moved = bound((point[at] as number) + edge, at)
      point[at] = moved === point[at] ? bound(moved - edge, at) : moved
    }
    corners.push(point)
    values[corner] = ask(point)
  }

  /** Puts into `into` the point that lies `factor` times as far from the centre as the worst corner, on the other side for -1. */
  const along = (factor: number, worst: Float64Array, into: Float64Array): number => {
    for (let at = 0; at < size; at++) {
      const middle = centre[at] as number
      into[at] = bound(middle + factor * ((worst[at] as number) - middle), at)
    }
    return ask(into)
  }

  while (evaluations < maxEvaluations) {
    let best = 0
    let worst = 0
    for (let corner = 1; corner <= size; corner++) {
      if ((values[corner] as number) < (values[best] as number)) best = corner
      if ((values[corner] as number) >= (values[worst] as number)) worst = corner
    }
    const bestValue = values[best] as number
    const worstValue = values[worst] as number
    if (worstValue - bestValue <= tolerance * (Math.abs(bestValue) + tolerance)) break
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
      const further = along(-2, worstPoint, second)
      if (further < value) {
        value = further
        ;[trial, second] = [second, trial]
      }
    } else if (value >= nextWorstValue) {
      value = along(value < worstValue ? -0.5 : 0.5, worstPoint, trial)
      if (value >= worstValue) {
        const anchor = corners[best] as Float64Array
        for (let corner = 0; corner <= size; corner++) {
          if (corner === best) continue
          const point = corners[corner] as Float64Array
          for (let at = 0; at < size; at++) point[at] = ((point[at] as number) + (anchor[at] as number)) / 2
          values[corner] = ask(point)
        }
        continue
      }
    }
    corners[worst] = trial
    trial = worstPoint
    values[worst] = value
  }

  let best = 0
  for (let corner = 1; corner <= size; corner++) {
    if ((values[corner] as number) < (values[best] as number)) best = corner
  }
  return { point: corners[best] as Float64Array, value: values[best] as number, evaluations }
}
