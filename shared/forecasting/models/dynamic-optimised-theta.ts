import { type Pair, solveBoxedPair } from '../../optimisation/boxed-pair.ts'
import { minimiseOnInterval } from '../../optimisation/interval-search.ts'
import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'
import { forgotten } from '../smoothing/search-level-rate.ts'

const rates = { low: 0.1, high: 0.99, gridPoints: 8, tolerance: 1e-3 }
/** Bounds of the first level, in sizes of the series from what the line leaves of the first point, and of the line's share, 1 - 1 / curvature with a curvature of 1 to 20. */
const low = [-4, 0] as const
const high = [4, 0.95] as const

/** The straight line through the first `count` points. */
interface Line {
  count: number
  mean: number
  intercept: number
  slope: number
}

/**
 * What the search needs of a series: its points from the first one on, in sizes of the series, and lines through the first of them, `intercepts[i]` through i + 1. Whatever is added to all points goes into the first
 * level and the line's intercept, so it need not be there; with it, sums of products would have no digits left for the errors.
 */
interface DrawnSeries {
  readonly points: Float64Array
  /** How far points go from the first one. */
  readonly size: number
  readonly intercepts: Float64Array
  readonly slopes: Float64Array
  readonly last: Line
}

/**
 * The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler 2016): how much the curvature is raised is searched for
 * together with the smoothing, and the straight line is drawn anew with each point. For series without a season.
 *
 * The lines depend on the points alone, and for a given rate of smoothing the errors are linear in the first level and in the line's share. So only the rate is searched for, and the other
 * two are solved for at each rate (variable projection: Golub and Pereyra 1973).
 */
export const dynamicOptimisedTheta: Forecaster = {
  name: 'dynamic-optimised-theta',
  fit: (series) =>
    fitWhen(refuseSeries(series, 4), () => {
      const drawn = drawLines(series)
      const { at: rate } = minimiseOnInterval((at) => solveAtRate(drawn, at).squares, rates)
      const { first, second: share } = solveAtRate(drawn, rate)
      const { errors, level, power } = follow(drawn, rate, first, share)
      const zero = series[0] as number
      return {
        // The first two steps only tell where the line begins.
        residuals: errors.subarray(2).map((error) => drawn.size * error),
        forecast(horizon) {
          const line = { ...drawn.last }
          let [levelAhead, powerAhead] = [level, power]
          return Float64Array.from({ length: horizon }, () => {
            const point = levelAhead + share * heightOf(line.intercept, line.slope, rate, powerAhead)
            extend(line, point)
            levelAhead += rate * (point - levelAhead)
            powerAhead *= 1 - rate
            return zero + drawn.size * point
          })
        },
      }
    }),
}

/** Runs the model over the series: its errors, and where it stands after the last point. */
function follow({ points, intercepts, slopes }: DrawnSeries, rate: number, first: number, share: number) {
  const errors = new Float64Array(points.length)
  let level = first
  let power = 1
  for (let at = 0; at < points.length; at++) {
    const value = points[at] as number
    const line = at === 0 ? 0 : heightOf(intercepts[at - 1] as number, slopes[at - 1] as number, rate, power)
    errors[at] = value - level - share * line
    level += rate * (value - level)
    power *= 1 - rate
  }
  return { errors, level, power }
}

function drawLines(series: Float64Array): DrawnSeries {
  const first = series[0] as number
  let size = 0
  for (const value of series) size = Math.max(size, Math.abs(value - first))
  if (size === 0) size = 1
  const points = series.map((value) => (value - first) / size)
  const intercepts = new Float64Array(series.length)
  const slopes = new Float64Array(series.length)
  const last: Line = { count: 0, mean: 0, intercept: 0, slope: 0 }
  for (let at = 0; at < points.length; at++) {
    extend(last, points[at] as number)
    intercepts[at] = last.intercept
    slopes[at] = last.slope
  }
  return { points, size, intercepts, slopes, last }
}

/** Takes the next point into the line. */
function extend(line: Line, value: number): void {
  const count = line.count + 1
  const share = 1 / count
  const beyond = value - line.mean
  line.count = count
  line.slope = count === 1 ? 0 : ((count - 2) * line.slope + 6 * share * beyond) * (1 / (count + 1))
  line.mean += share * beyond
  line.intercept = line.mean - ((count + 1) / 2) * line.slope
}

/** What is added to the level where the line's share is 1. `power` is 1 - rate to the power of the points that are known. */
function heightOf(intercept: number, slope: number, rate: number, power: number): number {
  return power * intercept + ((1 - power * (1 - rate)) / rate) * slope
}

/** The first level (in sizes) and the line's share with the least squared errors from the third point on. */
function solveAtRate({ points, intercepts, slopes }: DrawnSeries, rate: number): Pair {
  let restSquares = 0
  let restByFirst = 0
  let restBySecond = 0
  let firstSquares = 0
  let firstBySecond = 0
  let secondSquares = 0
  const kept = 1 - rate
  const unfaded = 1 / rate
  let level = 0
  let power = 1
  for (let at = 0; at < points.length; at++) {
    const value = points[at] as number
    if (at > 1) {
      const slope = unfaded * (slopes[at - 1] as number)
      const line = power * (intercepts[at - 1] as number) + (1 - power * kept) * slope
      const rest = value - level
      restSquares += rest * rest
      restByFirst += rest * power
      restBySecond += rest * line
      firstSquares += power * power
      firstBySecond += power * line
      secondSquares += line * line
    }
    level = rate * value + kept * level
    power = power > forgotten ? power * kept : 0
  }
  return solveBoxedPair(
    { restSquares, restByFirst, restBySecond, firstSquares, firstBySecond, secondSquares },
    low,
    high,
  )
}
