import type { SquaresProblem } from '../../optimisation/least-squares.ts'
import { type ArmaPolynomials, filterByPolynomials, longestShort } from './arma-filter.ts'
import { coefficientSlopes, stationaryCoefficients } from './arma-polynomial.ts'
import { type ShiftedBlock, writeNormalEquations } from './shifted-normal.ts'

/** Orders of autoregression and moving average, short ones up to 3, and seasonal. */
export interface ArmaOrder {
  readonly p: number
  readonly q: number
  readonly seasonalP: number
  readonly seasonalQ: number
  readonly constant: boolean
}

/** The variables of a search: real numbers that stand for partial autocorrelations, and the mean in standard deviations from that of the series. */
export interface ArmaPoint {
  readonly p: readonly number[]
  readonly seasonalP: readonly number[]
  readonly q: readonly number[]
  readonly seasonalQ: readonly number[]
  readonly mean: number
}

/** The conditional sum of squares of one model (Box and Jenkins 1970): values before the first are at the mean and errors before it are zero. */
export interface ArmaProblem extends SquaresProblem {
  readonly order: ArmaOrder
  readonly season: number
  /** Points of the series. */
  readonly count: number
  polynomialsAt(point: Float64Array): ArmaPolynomials
  meanAt(point: Float64Array): number
  /** The errors of a point, and the series less its mean. */
  errorsAt(point: Float64Array): { readonly errors: Float64Array; readonly centred: Float64Array }
}

export function joinPoint(order: ArmaOrder, { p, seasonalP, q, seasonalQ, mean }: ArmaPoint): Float64Array {
  return Float64Array.from([...p, ...seasonalP, ...q, ...seasonalQ, ...(order.constant ? [mean] : [])])
}

export function splitPoint(
  { p, seasonalP, q, seasonalQ, constant }: ArmaOrder,
  point: Float64Array,
): ArmaPoint {
  const [qAt, seasonalQAt, meanAt] = [p + seasonalP, p + seasonalP + q, p + seasonalP + q + seasonalQ]
  return {
    p: [...point.subarray(0, p)],
    seasonalP: [...point.subarray(p, qAt)],
    q: [...point.subarray(qAt, seasonalQAt)],
    seasonalQ: [...point.subarray(seasonalQAt, meanAt)],
    mean: constant ? (point[meanAt] as number) : 0,
  }
}

/**
 * The problems of a series, for any orders with seasonal ones up to `mostSeasonal`. All share their memory: only one of them is worked on at a time.
 */
export function armaProblems(
  series: Float64Array,
  season: number,
  mostSeasonal: number,
): (order: ArmaOrder) => ArmaProblem {
  const count = series.length
  // Zeros in front, so that no loop has bounds to ask about.
  const from = longestShort + season * mostSeasonal
  const level = meanOf(series)
  const deviation = deviationOf(series, level)
  const buffers: Float64Array[] = []
  const buffer = (index: number): Float64Array => (buffers[index] ??= new Float64Array(from + count))
  let centredAt = Number.NaN

  return (order) => {
    const { p, q, seasonalP, seasonalQ, constant } = order
    const meanAt = (point: Float64Array) =>
      constant ? level + deviation * (point[point.length - 1] as number) : 0
    const [seasonalPAt, qAt, seasonalQAt] = [p, p + seasonalP, p + seasonalP + q]
    const polynomialsAt = (point: Float64Array): ArmaPolynomials => ({
      auto: stationaryCoefficients(point, 0, p, -1),
      seasonalAuto: stationaryCoefficients(point, seasonalPAt, seasonalP, -1),
      moving: stationaryCoefficients(point, qAt, q, -1),
      seasonalMoving: stationaryCoefficients(point, seasonalQAt, seasonalQ, -1),
    })
    const centred = (point: Float64Array): Float64Array => {
      const mean = meanAt(point)
      const into = buffer(0)
      if (mean !== centredAt)
        for (let at = 0; at < count; at++) into[from + at] = (series[at] as number) - mean
      centredAt = mean
      return into
    }
    const filter = (values: Float64Array, polynomials: Partial<ArmaPolynomials>, into: number) => {
      filterByPolynomials(values, { ...none, ...polynomials }, season, from, buffer(into))
      return buffer(into)
    }

    return {
      order,
      season,
      count,
      size: p + q + seasonalP + seasonalQ + (constant ? 1 : 0),
      polynomialsAt,
      meanAt,
      squaresAt: (point) =>
        filterByPolynomials(centred(point), polynomialsAt(point), season, from, buffer(1)),
      errorsAt(point) {
        const errors = filter(centred(point), polynomialsAt(point), 1)
        return { errors: errors.slice(from), centred: centred(point).slice(from) }
      },
      // An error changes with a coefficient as the series, or the errors themselves, filtered by the other polynomials and moved by the coefficient's lag.
      slopesAt(point, normal, pull) {
        const polynomials = polynomialsAt(point)
        const { auto, seasonalAuto, moving, seasonalMoving } = polynomials
        const errors = buffer(1)
        const over = { moving, seasonalMoving }
        const values = p + seasonalP > 0 ? filter(centred(point), over, 2) : errors
        const shocks = q + seasonalQ > 0 ? filter(errors, over, 3) : errors
        const both = { p: p > 0 && seasonalP > 0, q: q > 0 && seasonalQ > 0 }
        const blocks: ShiftedBlock[] = [
          {
            base: both.p ? filter(values, { seasonalAuto }, 4) : values,
            sign: 1,
            lag: 1,
            slopes: coefficientSlopes(point, 0, p, -1),
          },
          {
            base: both.p ? filter(values, { auto }, 5) : values,
            sign: 1,
            lag: season,
            slopes: coefficientSlopes(point, seasonalPAt, seasonalP, -1),
          },
          {
            base: both.q ? filter(shocks, { seasonalAuto: seasonalMoving }, 6) : shocks,
            sign: -1,
            lag: 1,
            slopes: coefficientSlopes(point, qAt, q, -1),
          },
          {
            base: both.q ? filter(shocks, { auto: moving }, 7) : shocks,
            sign: -1,
            lag: season,
            slopes: coefficientSlopes(point, seasonalQAt, seasonalQ, -1),
          },
        ]
        if (constant) {
          const base = filter(buffer(8).fill(deviation, from), polynomials, 9)
          blocks.push({ base, sign: -1, lag: 0, slopes: [[1]] })
        }
        writeNormalEquations(blocks, errors, from, normal, pull)
      },
    }
  }
}

const none: ArmaPolynomials = { auto: [], seasonalAuto: [], moving: [], seasonalMoving: [] }

function meanOf(series: Float64Array): number {
  let sum = 0
  for (let at = 0; at < series.length; at++) sum += series[at] as number
  return sum / series.length
}

function deviationOf(series: Float64Array, level: number): number {
  let sum = 0
  for (let at = 0; at < series.length; at++) sum += ((series[at] as number) - level) ** 2
  return Math.sqrt(sum / series.length) || 1
}
