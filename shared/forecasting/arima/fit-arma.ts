import { type LeastSquaresSearch, minimiseSquares } from '../../optimisation/least-squares.ts'
import { productTerms } from './arma-polynomial.ts'
import {
  type ArmaOrder,
  type ArmaPoint,
  type ArmaProblem,
  armaProblems,
  joinPoint,
  splitPoint,
} from './arma-squares.ts'

export interface ArmaSearch extends LeastSquaresSearch {
  /** Where to begin; orders beyond those given begin at a small value. */
  readonly from?: ArmaPoint
}

const thorough: ArmaSearch = { mostRounds: 15, leastGain: 1e-8 }
/** Variables are kept within this on either side of zero. */
const farthest = 8

/** How well a model fits a stationary series. */
export interface ArmaFit {
  readonly order: ArmaOrder
  readonly sumOfSquares: number
  readonly aicc: number
  /** Where the search ended, for the search of a neighbour to begin at. */
  readonly free: ArmaPoint
  /** The model itself, which only the best of many is asked for. */
  describe(): FittedArma
}

export interface FittedArma extends Omit<ArmaFit, 'describe'> {
  readonly autoregression: readonly number[]
  readonly movingAverage: readonly number[]
  readonly seasonalAutoregression: readonly number[]
  readonly seasonalMovingAverage: readonly number[]
  readonly mean: number
  readonly errors: Float64Array
  forecast(horizon: number): Float64Array
}

/**
 * Fits by conditional least squares (Box and Jenkins 1970). The search is that of Levenberg and Marquardt over partial autocorrelations, so that every model on the way is stationary and
 * invertible.
 */
export function fitArma(
  series: Float64Array,
  season: number,
  order: ArmaOrder,
  search: ArmaSearch = thorough,
): FittedArma {
  const problemOf = armaProblems(series, season, Math.max(order.seasonalP, order.seasonalQ))
  return fitArmaProblem(problemOf(order), search).describe()
}

/** The same for one of many models of a series. */
export function fitArmaProblem(problem: ArmaProblem, search: ArmaSearch): ArmaFit {
  const { order, count, size } = problem
  const { from } = search
  const begin = (length: number, given: readonly number[] | undefined) =>
    Array.from({ length }, (_, at) => given?.[at] ?? (given === undefined ? 0.1 : 0.02))
  const point = joinPoint(order, {
    p: begin(order.p, from?.p),
    seasonalP: begin(order.seasonalP, from?.seasonalP),
    q: begin(order.q, from?.q),
    seasonalQ: begin(order.seasonalQ, from?.seasonalQ),
    mean: from?.mean ?? 0,
  })
  const box = { low: new Array(size).fill(-farthest), high: new Array(size).fill(farthest) }
  const sumOfSquares = minimiseSquares(problem, point, box, search)
  const parameters = size + 1
  const room = count - parameters - 1
  const fit = {
    order,
    sumOfSquares,
    aicc:
      room > 0
        ? count * Math.log(sumOfSquares / count + 1e-300) +
          2 * parameters +
          (2 * parameters * (parameters + 1)) / room
        : Number.POSITIVE_INFINITY,
    free: splitPoint(order, point),
  }
  return { ...fit, describe: () => ({ ...fit, ...describe(problem, point) }) }
}

function describe(problem: ArmaProblem, point: Float64Array) {
  const { season, count } = problem
  const { auto, seasonalAuto, moving, seasonalMoving } = problem.polynomialsAt(point)
  const { errors, centred } = problem.errorsAt(point)
  const mean = problem.meanAt(point)
  const autoTerms = productTerms(auto, seasonalAuto, season)
  const movingTerms = productTerms(moving, seasonalMoving, season)
  return {
    mean,
    autoregression: auto.map((value) => -value),
    seasonalAutoregression: seasonalAuto.map((value) => -value),
    movingAverage: moving,
    seasonalMovingAverage: seasonalMoving,
    errors,
    forecast(horizon: number): Float64Array {
      const values = new Float64Array(count + horizon)
      values.set(centred)
      for (let at = count; at < values.length; at++) {
        let value = 0
        for (const { lag, coefficient } of autoTerms) value -= coefficient * (values[at - lag] ?? 0)
        for (const { lag, coefficient } of movingTerms) value += coefficient * (errors[at - lag] ?? 0)
        values[at] = value
      }
      return values.subarray(count).map((value) => value + mean)
    },
  }
}
