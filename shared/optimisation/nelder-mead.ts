import { type Box, type Minimum, moveInto } from './box.ts'

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
 * are moved to its edge. A value that is no finite number counts as infinitely bad. Having converged it starts again
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
  const stepsOf = (scale: number): number[] =>
    Array.from(
      { length: start.length },
      (_, index) => scale * (typeof stepSize === 'number' ? stepSize : (stepSize[index] ?? 1)),
    )
  let best = descend(evaluate, start, stepsOf(1), box, settings)
  let { evaluations } = best
  for (
    let restart = 0;
    restart < settings.maxRestarts && best.isConverged && evaluations < settings.maxEvaluations;
    restart += 1
  ) {
    const left = { ...settings, maxEvaluations: settings.maxEvaluations - evaluations }
    const again = descend(evaluate, best.point, stepsOf(0.1), box, left)
    evaluations += again.evaluations
    const gain = best.value - again.value
    if (again.value <= best.value) best = again
    if (gain <= settings.valueTolerance * 1e3 * (1 + Math.abs(best.value))) break
  }
  return { ...best, evaluations }
}

interface Corner {
  readonly point: Float64Array
  readonly value: number
}

function descend(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  steps: readonly number[],
  box: Box,
  settings: NelderMeadOptions,
): Minimum {
  const size = start.length
  const expansion = 1 + 2 / size
  const contraction = 0.75 - 1 / (2 * size)
  const shrinkage = size > 1 ? 1 - 1 / size : 0.5
  let evaluations = 0
  const cornerAt = (point: Float64Array): Corner => {
    moveInto(box, point)
    evaluations += 1
    const value = evaluate(point)
    return { point, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY }
  }
  const corners = [cornerAt(Float64Array.from(start))]
  for (let index = 0; index < size; index += 1) {
    const point = Float64Array.from(start)
    const step = steps[index] as number
    // Away from an edge, along which the corner would fall onto the start.
    const isAtEdge = (point[index] as number) + step > (box.high[index] as number)
    point[index] = (point[index] as number) + (isAtEdge ? -step : step)
    corners.push(cornerAt(point))
  }
  const centre = new Float64Array(size)
  const along = (worst: Corner, distance: number): Corner =>
    cornerAt(centre.map((value, index) => value + distance * (value - (worst.point[index] as number))))
  for (;;) {
    corners.sort((left, right) => left.value - right.value)
    const [best] = corners as [Corner]
    const worst = corners[size] as Corner
    if (isFlat(corners, settings)) return { ...best, evaluations, isConverged: true }
    if (evaluations >= settings.maxEvaluations) return { ...best, evaluations, isConverged: false }
    centre.fill(0)
    for (let corner = 0; corner < size; corner += 1) {
      const { point } = corners[corner] as Corner
      for (let index = 0; index < size; index += 1)
        centre[index] = (centre[index] as number) + (point[index] as number) / size
    }
    const reflected = along(worst, 1)
    if (reflected.value < best.value) {
      const expanded = along(worst, expansion)
      corners[size] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < (corners[size - 1] as Corner).value) {
      corners[size] = reflected
    } else {
      const isOutside = reflected.value < worst.value
      const contracted = along(worst, isOutside ? contraction : -contraction)
      if (contracted.value <= (isOutside ? reflected.value : worst.value)) corners[size] = contracted
      else {
        for (let corner = 1; corner <= size; corner += 1) {
          const { point } = corners[corner] as Corner
          corners[corner] = cornerAt(
            point.map(
              (value, index) =>
                (best.point[index] as number) + shrinkage * (value - (best.point[index] as number)),
            ),
          )
        }
      }
    }
  }
}

function isFlat(corners: readonly Corner[], { valueTolerance, pointTolerance }: NelderMeadOptions): boolean {
  const [best] = corners as [Corner]
  const worst = corners[corners.length - 1] as Corner
  if (best.value === Number.POSITIVE_INFINITY) return true
  if (!(worst.value - best.value <= valueTolerance * (1 + Math.abs(best.value)))) return false
  return corners.every(({ point }) =>
    point.every(
      (value, index) =>
        Math.abs(value - (best.point[index] as number)) <= pointTolerance * (1 + Math.abs(value)),
    ),
  )
}
