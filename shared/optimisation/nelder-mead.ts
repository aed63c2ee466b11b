import { type Box, type Minimum, moveInto } from './box.ts'
import { descendBySimplex, noValue } from './simplex-descent.ts'

export interface NelderMeadOptions {
  /** How far the first corners are from the start, a number for all or one each. */
  readonly stepSize: number | readonly number[]
  /** It stops when values at the corners differ by less than this, relative to 1 + the smallest ... */
  readonly valueTolerance: number
  /** ... and no corner is farther from the best than this. */
  readonly pointTolerance: number
  readonly maxEvaluations: number
  /** How often at most it starts again from where it converged. */
  readonly maxRestarts: number
}

export const nelderMeadDefaults: NelderMeadOptions = {
  stepSize: 0.5,
  valueTolerance: 1e-12,
  pointTolerance: 1e-6,
  maxEvaluations: 4000,
  maxRestarts: 4,
}

/**
 * Looks for a small value of a function of a few numbers (up to about ten) without derivatives: the simplex method of Nelder
 * and Mead 1965 with the coefficients of Gao and Han 2012, which suit more than two dimensions. Points outside the box
 * are moved to its edge. A value that is no finite number counts as the largest there is. Having converged it starts again
 * from there with a small simplex, until that gains nothing, because a simplex may have collapsed (Kelley 1999).
 */
export function minimiseByNelderMead(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  box: Box,
  options: Partial<NelderMeadOptions> = {},
): Minimum {
  const settings = { ...nelderMeadDefaults, ...options }
  const { stepSize } = settings
  // Down where no whole step up fits: cut off at the edge, the simplex would be thin and hardly move along that axis.
  const stepsFrom = (point: ArrayLike<number>, scale: number): number[] =>
    Array.from(moveInto(box, Float64Array.from(point)), (value, index) => {
      const step = scale * (typeof stepSize === 'number' ? stepSize : (stepSize[index] ?? 1))
      return value + step > (box.high[index] as number) ? -step : step
    })
  let best = descend(evaluate, start, stepsFrom(start, 1), box, settings)
  let { evaluations } = best
  for (
    let restart = 0;
    restart < settings.maxRestarts && best.isConverged && evaluations < settings.maxEvaluations;
    restart += 1
  ) {
    const left = { ...settings, maxEvaluations: settings.maxEvaluations - evaluations }
    const again = descend(evaluate, best.point, stepsFrom(best.point, 0.1), box, left)
    evaluations += again.evaluations
    const gain = best.value - again.value
    if (again.value <= best.value) best = again
    if (gain <= settings.valueTolerance * 1e3 * (1 + Math.abs(best.value))) break
  }
  return { ...best, evaluations }
}

function descend(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  steps: readonly number[],
  box: Box,
  settings: NelderMeadOptions,
): Minimum {
  const size = start.length
  return descendBySimplex(evaluate, {
    start,
    steps,
    box,
    rules: {
      expansion: 1 + 2 / size,
      contraction: 0.75 - 1 / (2 * size),
      shrinkage: size > 1 ? 1 - 1 / size : 0.5,
    },
    maxEvaluations: settings.maxEvaluations,
    isDone: (bestValue, worstValue, corners, best) =>
      bestValue === noValue ||
      isFlat(bestValue, worstValue, corners, corners[best] as Float64Array, settings),
  })
}

function isFlat(
  bestValue: number,
  worstValue: number,
  corners: readonly Float64Array[],
  best: Float64Array,
  { valueTolerance, pointTolerance }: NelderMeadOptions,
): boolean {
  if (!(worstValue - bestValue <= valueTolerance * (1 + Math.abs(bestValue)))) return false
  return corners.every((point) =>
    point.every(
      (value, index) => Math.abs(value - (best[index] as number)) <= pointTolerance * (1 + Math.abs(value)),
    ),
  )
}
