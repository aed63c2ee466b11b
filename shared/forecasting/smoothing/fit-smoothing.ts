import type { Box } from '../../optimisation/box.ts'
import { minimiseInBox } from '../../optimisation/box-simplex.ts'
import { minimiseOnInterval } from '../../optimisation/interval-search.ts'
import { type LeastSquaresSearch, minimiseSquares } from '../../optimisation/least-squares.ts'
import { squaresByDifferences } from '../../optimisation/squares-by-differences.ts'
import type { FittedForecaster } from '../forecaster.ts'
import { runSmoothing } from './run-smoothing.ts'
import { searchLevelRate } from './search-level-rate.ts'
import {
  projectSmoothing,
  type SmoothingForm,
  type SmoothingRates,
  type SmoothingState,
} from './smoothing-model.ts'
import { type SmoothingStart, smoothingStart } from './smoothing-start.ts'
import {
  highestRate,
  lowestRate,
  type SmoothingVariables,
  smoothingVariables,
} from './smoothing-variables.ts'

/** How well a form fits, and with what. */
export interface SmoothingFit {
  readonly form: SmoothingForm
  readonly rates: SmoothingRates
  /** Level and slope before the first point. */
  readonly initial: { readonly level: number; readonly slope: number }
  /** The corrected information criterion of Hurvich and Tsai; smaller is better, infinite when there are too few points. */
  readonly aicc: number
}

export interface FittedSmoothing extends SmoothingFit, FittedForecaster {}

/** How rates are searched for. */
export interface SmoothingSearch {
  /** Rates that are near; absent: a rough search over all there are comes first. */
  readonly from?: SmoothingRates
  /** The search from there down to the bottom of the valley; absent: none. */
  readonly refinement?: LeastSquaresSearch
  /** Whether the refinement searches for level and slope before the first point too (as R does); else they are those of the first points. */
  readonly searchInitial: boolean
  /** Whether the refinement of a damped trend begins where level and slope follow fast and where they follow slowly, too: other valleys, which a few evaluations may miss. */
  readonly isWide?: boolean
}

const thorough: SmoothingSearch = {
  refinement: { mostRounds: 30, leastGain: 1e-9 },
  searchInitial: true,
  isWide: true,
}

/** Of the simplex, over the logarithm of the sum of squares. */
const rough = { stepRate: 0.12, maxEvaluations: 40, tolerance: 1e-5 }
/** How far level and slope before the first point may lie from the start, in mean steps of the series. */
const farthestLevel = 12
const farthestSlope = 3

/**
 * Fits one form by maximum likelihood. The season before the first point is that of the start, and so are level and slope unless they are searched for. The caller has checked that there are
 * points enough, and that they are above zero for multiplicative forms.
 */
export function fitSmoothing(
  series: Float64Array,
  season: number,
  form: SmoothingForm,
  search: SmoothingSearch = thorough,
): FittedSmoothing {
  const start = smoothingStart(series, season, form.season)
  return describeSmoothing(series, start, searchSmoothing(series, start, form, search))
}

/** A fit as a model that forecasts. */
export function describeSmoothing(
  series: Float64Array,
  { phases }: SmoothingStart,
  fit: SmoothingFit,
): FittedSmoothing {
  const { form, rates, initial } = fit
  const state: SmoothingState = { ...initial, phases: phases.slice() }
  const residuals = new Float64Array(series.length)
  // Multiplicative errors follow the same levels; these are in units.
  runSmoothing(series, { ...form, error: 'additive' }, rates, state, residuals)
  return {
    ...fit,
    residuals,
    forecast: (horizon) => projectSmoothing(form, rates.damping, state, series.length, horizon),
  }
}

/** The rates with which a form fits best. */
export function searchSmoothing(
  series: Float64Array,
  start: SmoothingStart,
  form: SmoothingForm,
  search: SmoothingSearch,
): SmoothingFit {
  const isPlain = form.error === 'additive' && form.trend === 'none' && form.season === 'none'
  if (isPlain && search.searchInitial) return searchPlain(series, start, form)
  const variables = smoothingVariables(form)
  const initialAt = variables.low.length
  const { spread } = start
  const first = form.trend === 'none' ? { level: start.mean, slope: 0 } : start.line
  const initialOf = (point: Float64Array) => ({
    level: first.level + (point[initialAt] ?? 0) * spread,
    slope: first.slope + (point[initialAt + 1] ?? 0) * spread,
  })
  const state: SmoothingState = { level: 0, slope: 0, phases: new Float64Array(start.phases.length) }
  const run = (point: Float64Array, errors: Float64Array): number => {
    const { level, slope } = initialOf(point)
    state.level = level
    state.slope = slope
    state.phases.set(start.phases)
    return runSmoothing(series, form, variables.ratesAt(point), state, errors)
  }

  const errors = new Float64Array(series.length)
  let point: Float64Array | null =
    search.from === undefined ? null : Float64Array.from(variables.pointOf(search.from))
  let squares = point === null ? Number.POSITIVE_INFINITY : run(point, errors)
  if (point === null || squares === Number.POSITIVE_INFINITY) {
    point = searchRoughly((at) => run(at, errors), variables)
    squares = run(point, errors)
  }
  if (search.refinement !== undefined) {
    const box = search.searchInitial ? withInitial(variables, form.trend !== 'none') : variables
    const problem = squaresByDifferences(run, series.length, box)
    const isWide = search.isWide === true && form.trend === 'damped'
    squares = Number.POSITIVE_INFINITY
    const near = point
    for (const begin of isWide ? [near, variables.fast, variables.slow] : [near]) {
      const trial = new Float64Array(box.low.length)
      trial.set(begin)
      const found = minimiseSquares(problem, trial, box, search.refinement)
      if (found < squares || begin === near) [point, squares] = [trial, found]
    }
  }
  const aicc = correctedCriterion(series.length, squares, parametersOf(form, start))
  return { form, rates: variables.ratesAt(point), initial: initialOf(point), aicc }
}

/** A level alone, with the level before the first point. */
function searchPlain(series: Float64Array, start: SmoothingStart, form: SmoothingForm): SmoothingFit {
  const { rate, level, squares } = searchLevelRate(series, {
    lowestRate,
    highestRate,
    start: start.mean,
    farthest: farthestLevel * start.spread,
  })
  return {
    form,
    rates: { level: rate, slope: 0, season: 0, damping: 1 },
    initial: { level, slope: 0 },
    aicc: correctedCriterion(series.length, squares, parametersOf(form, start)),
  }
}

/** A point in the deepest valley that a few evaluations find. */
function searchRoughly(
  evaluate: (point: Float64Array) => number,
  { low, high, usual }: SmoothingVariables,
): Float64Array {
  if (low.length > 1) {
    return minimiseInBox((point) => Math.log(evaluate(point) + Number.MIN_VALUE), {
      lower: low,
      upper: high,
      start: usual,
      ...rough,
    }).point
  }
  const point = new Float64Array(1)
  const { at } = minimiseOnInterval((rate) => evaluate(point.fill(rate)), {
    low: lowestRate,
    high: highestRate,
    gridPoints: 8,
    tolerance: 1e-3,
  })
  return point.fill(at)
}

/** Level and, where there is one, slope before the first point as further variables. */
function withInitial({ low, high }: SmoothingVariables, hasSlope: boolean): Box {
  const farthest = hasSlope ? [farthestLevel, farthestSlope] : [farthestLevel]
  return { low: [...low, ...farthest.map((value) => -value)], high: [...high, ...farthest] }
}

/** Rates, starting values and the variance of the errors. */
function parametersOf({ trend, season }: SmoothingForm, { phases }: SmoothingStart): number {
  const ofTrend = trend === 'none' ? 0 : trend === 'additive' ? 2 : 3
  return 3 + ofTrend + (season === 'none' ? 0 : phases.length)
}

function correctedCriterion(count: number, squares: number, parameters: number): number {
  const room = count - parameters - 1
  if (room <= 0) return Number.POSITIVE_INFINITY
  return count * Math.log(squares + 1e-300) + 2 * parameters + (2 * parameters * (parameters + 1)) / room
}
