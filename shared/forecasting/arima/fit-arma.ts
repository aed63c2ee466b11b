import { type LeastSquaresSearch, minimiseSquares } from '../../optimisation/least-squares.ts'
import { multiplyTerms, stationaryCoefficients, termLags } from './arma-polynomial.ts'

/** Orders of autoregression and moving average, short and seasonal. */
export interface ArmaOrder {
  readonly p: number
  readonly q: number
  readonly seasonalP: number
  readonly seasonalQ: number
  readonly constant: boolean
}

/** The variables of the search: real numbers that stand for partial autocorrelations, and the mean in standard deviations. */
export interface ArmaPoint {
  readonly p: readonly number[]
  readonly seasonalP: readonly number[]
  readonly q: readonly number[]
  readonly seasonalQ: readonly number[]
  readonly mean: number
}

export interface ArmaSearch extends LeastSquaresSearch {
  /** Where to begin; orders beyond those given begin at a small value. */
  readonly from?: ArmaPoint
}

const thorough: ArmaSearch = { mostRounds: 15, leastGain: 1e-8 }

/** A fitted model of a stationary series. */
export interface FittedArma {
  readonly order: ArmaOrder
  readonly autoregression: readonly number[]
  readonly movingAverage: readonly number[]
  readonly seasonalAutoregression: readonly number[]
  readonly seasonalMovingAverage: readonly number[]
  readonly mean: number
  readonly errors: Float64Array
  readonly sumOfSquares: number
  readonly aicc: number
  /** Where the search ended, for the search of a neighbour to begin at. */
  readonly free: ArmaPoint
  forecast(horizon: number): Float64Array
}

/**
 * Fits by conditional least squares (Box and Jenkins 1970): values before the first are at the mean and errors before it are zero. The search is that of
 * Levenberg and Marquardt over partial autocorrelations, so that every model on the way is stationary and invertible.
 */
export function fitArma(
  series: Float64Array,
  season: number,
  order: ArmaOrder,
  search: ArmaSearch = thorough,
): FittedArma {
  const { p, q, seasonalP, seasonalQ } = order
  const count = series.length
  const size = p + q + seasonalP + seasonalQ + (order.constant ? 1 : 0)
  const level = series.reduce((sum, value) => sum + value, 0) / count
  const deviation = Math.sqrt(series.reduce((sum, value) => sum + (value - level) ** 2, 0) / count) || 1
  const autoLags = termLags(p, seasonalP, season)
  const movingLags = termLags(q, seasonalQ, season)
  const auto = new Float64Array(autoLags.length)
  const moving = new Float64Array(movingLags.length)
  const longest = Math.max(p + season * seasonalP, q + season * seasonalQ, 0)
  // Both with `longest` zeros in front, so that the loop below has no bounds to ask about.
  const centred = new Float64Array(longest + count)

  const seasonalPAt = p
  const qAt = p + seasonalP
  const seasonalQAt = qAt + q
  const run = (point: Float64Array, errors: Float64Array): number => {
    multiplyTerms(
      stationaryCoefficients(point.subarray(0, seasonalPAt), -1),
      stationaryCoefficients(point.subarray(seasonalPAt, qAt), -1),
      auto,
    )
    multiplyTerms(
      stationaryCoefficients(point.subarray(qAt, seasonalQAt), -1),
      stationaryCoefficients(point.subarray(seasonalQAt, seasonalQAt + seasonalQ), -1),
      moving,
    )
    const mean = order.constant ? level + deviation * (point[size - 1] as number) : 0
    for (let at = 0; at < count; at++) centred[longest + at] = (series[at] as number) - mean
    return filterErrors(centred, longest, autoLags, auto, movingLags, moving, errors)
  }

  const { from } = search
  const begin = (length: number, given: readonly number[] | undefined) =>
    Array.from({ length }, (_, at) => given?.[at] ?? (given === undefined ? 0.1 : 0.02))
  const point = Float64Array.from([
    ...begin(p, from?.p),
    ...begin(seasonalP, from?.seasonalP),
    ...begin(q, from?.q),
    ...begin(seasonalQ, from?.seasonalQ),
    ...(order.constant ? [from?.mean ?? 0] : []),
  ])
  const errors = new Float64Array(longest + count)
  const squares = minimiseSquares(run, point, errors, search)
  // The terms and the centred series above must be those of the point that was kept.
  run(point, errors)
  const free: ArmaPoint = {
    p: [...point.subarray(0, seasonalPAt)],
    seasonalP: [...point.subarray(seasonalPAt, qAt)],
    q: [...point.subarray(qAt, seasonalQAt)],
    seasonalQ: [...point.subarray(seasonalQAt, seasonalQAt + seasonalQ)],
    mean: order.constant ? (point[size - 1] as number) : 0,
  }
  const mean = order.constant ? level + deviation * free.mean : 0
  const parameters = size + 1
  const room = count - parameters - 1
  return {
    order,
    free,
    mean,
    autoregression: stationaryCoefficients(free.p, 1),
    seasonalAutoregression: stationaryCoefficients(free.seasonalP, 1),
    movingAverage: stationaryCoefficients(free.q, -1),
    seasonalMovingAverage: stationaryCoefficients(free.seasonalQ, -1),
    errors: errors.slice(longest),
    sumOfSquares: squares,
    aicc:
      room > 0
        ? count * Math.log(squares / count + 1e-300) +
          2 * parameters +
          (2 * parameters * (parameters + 1)) / room
        : Number.POSITIVE_INFINITY,
    forecast(horizon) {
      const values = new Float64Array(longest + count + horizon)
      values.set(centred)
      const past = new Float64Array(longest + count + horizon)
      past.set(errors)
      const result = new Float64Array(horizon)
      for (let step = 0; step < horizon; step++) {
        const at = longest + count + step
        let value = 0
        for (let term = 0; term < auto.length; term++) {
          value -= (auto[term] as number) * (values[at - (autoLags[term] as number)] as number)
        }
        for (let term = 0; term < moving.length; term++) {
          value += (moving[term] as number) * (past[at - (movingLags[term] as number)] as number)
        }
        values[at] = value
        result[step] = value + mean
      }
      return result
    },
  }
}

/** Writes the errors of a series with `longest` zeros in front, and returns the sum of their squares. */
function filterErrors(
  centred: Float64Array,
  longest: number,
  autoLags: Int32Array,
  auto: Float64Array,
  movingLags: Int32Array,
  moving: Float64Array,
  errors: Float64Array,
): number {
  const end = centred.length
  for (let at = longest; at < end; at++) errors[at] = centred[at] as number
  for (let term = 0; term < auto.length; term++) {
    const factor = auto[term] as number
    const lag = autoLags[term] as number
    for (let at = longest; at < end; at++) {
      errors[at] = (errors[at] as number) + factor * (centred[at - lag] as number)
    }
  }
  let squares = 0
  const terms = moving.length
  for (let at = longest; at < end; at++) {
    let error = errors[at] as number
    for (let term = 0; term < terms; term++) {
      error -= (moving[term] as number) * (errors[at - (movingLags[term] as number)] as number)
    }
    errors[at] = error
    squares += error * error
  }
  return squares
}
