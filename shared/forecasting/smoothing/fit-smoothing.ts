import { minimiseInBox } from '../../optimisation/box-simplex.ts'
import type { FittedForecaster } from '../forecaster.ts'
import { seasonalPhases, withoutSeason } from '../season/classical-decomposition.ts'
import {
  projectSmoothing,
  runSmoothing,
  type SmoothingForm,
  type SmoothingRates,
  type SmoothingState,
} from './smoothing-model.ts'

/** A fitted model with what selection needs. */
export interface FittedSmoothing extends FittedForecaster {
  readonly form: SmoothingForm
  readonly rates: SmoothingRates
  /** Level and slope before the first point. */
  readonly initial: { readonly level: number; readonly slope: number }
  /** The corrected information criterion of Hurvich and Tsai; smaller is better, infinite when there are too few points. */
  readonly aicc: number
}

export interface SmoothingSearch {
  /** Whether level and slope before the first point are searched for too (as R does) or taken from the first seasons. */
  readonly searchInitial: boolean
  readonly maxEvaluations: number
  /** The search ends when values differ by less than this share. */
  readonly tolerance: number
  /** Keeps the damping at this value. */
  readonly damping?: number
}

const thorough: SmoothingSearch = { searchInitial: true, maxEvaluations: 600, tolerance: 1e-9 }

/**
 * Fits one form by maximum likelihood within the usual bounds (level 0.0001..0.9999, slope below level, season below 1 - level,
 * damping 0.8..0.98; Hyndman and Khandakar 2008). The season before the first point comes from the classical decomposition, level and slope from
 * a line through the first points. The caller has checked that there are points enough, and that they are above zero for multiplicative forms.
 */
export function fitSmoothing(
  series: Float64Array,
  season: number,
  form: SmoothingForm,
  search: SmoothingSearch = thorough,
): FittedSmoothing {
  const seasonal = form.season !== 'none'
  const length = seasonal ? season : 1
  const phases =
    form.season === 'none'
      ? new Float64Array(1)
      : seasonalPhases(series, season, form.season).map((phase) =>
          form.season === 'multiplicative' ? Math.max(phase, 1e-2) : phase,
        )
  const adjusted = form.season === 'none' ? series : withoutSeason(series, phases, form.season)
  const start = firstLine(adjusted, Math.max(10, 2 * length), form.trend !== 'none')
  const spread = meanStep(adjusted) + 1e-12 * Math.abs(start.level) + 1e-12

  const hasSlope = form.trend !== 'none'
  const hasDamping = form.trend === 'damped' && search.damping === undefined
  const slopeAt = 1
  const seasonAt = slopeAt + (hasSlope ? 1 : 0)
  const dampingAt = seasonAt + (seasonal ? 1 : 0)
  const initialAt = dampingAt + (hasDamping ? 1 : 0)
  const fixedDamping = form.trend === 'damped' ? (search.damping ?? 1) : 1

  const ratesAt = (point: Float64Array): SmoothingRates => {
    const level = point[0] as number
    return {
      level,
      slope: hasSlope ? (point[slopeAt] as number) * level : 0,
      season: seasonal ? (point[seasonAt] as number) * (1 - level) : 0,
      damping: hasDamping ? (point[dampingAt] as number) : fixedDamping,
    }
  }
  const state: SmoothingState = { level: 0, slope: 0, phases: new Float64Array(length) }
  const begin = (point: Float64Array): SmoothingState => {
    state.level = start.level + (search.searchInitial ? (point[initialAt] as number) * spread : 0)
    state.slope =
      start.slope + (search.searchInitial && hasSlope ? (point[initialAt + 1] as number) * spread : 0)
    state.phases.set(phases)
    return state
  }

  const lower = [1e-4]
  const upper = [0.9999]
  const first = [season > 1 && seasonal ? 0.2 : 0.4]
  const add = (from: number, to: number, at: number) => {
    lower.push(from)
    upper.push(to)
    first.push(at)
  }
  if (hasSlope) add(1e-4, 0.9999, 0.1)
  if (seasonal) add(1e-4, 0.9999, 0.1)
  if (hasDamping) add(0.8, 0.98, 0.96)
  if (search.searchInitial) {
    add(-12, 12, 0)
    if (hasSlope) add(-3, 3, 0)
  }
  const found = minimiseInBox((point) => runSmoothing(series, form, ratesAt(point), begin(point), null), {
    lower,
    upper,
    start: first,
    stepRate: 0.12,
    maxEvaluations: search.maxEvaluations,
    tolerance: search.tolerance,
  })

  const rates = ratesAt(found.point)
  const { level, slope } = begin(found.point)
  const errors = new Float64Array(series.length)
  runSmoothing(series, form, rates, state, errors)
  const count = series.length
  const parameters =
    1 + 1 + 1 + (hasSlope ? 2 : 0) + (form.trend === 'damped' ? 1 : 0) + (seasonal ? season : 0)
  const room = count - parameters - 1
  return {
    form,
    rates,
    initial: { level, slope },
    aicc: room > 0 ? found.value + 2 * parameters + (2 * parameters * (parameters + 1)) / room : Infinity,
    residuals: errors,
    forecast: (horizon) => projectSmoothing(form, rates.damping, state, count, horizon),
  }
}

/** The line through the first `count` points, at position 0 (before the first); without a trend their mean. */
function firstLine(series: Float64Array, count: number, trend: boolean): { level: number; slope: number } {
  const used = Math.min(count, series.length)
  let sum = 0
  let moment = 0
  for (let at = 0; at < used; at++) {
    sum += series[at] as number
    moment += (at + 1) * (series[at] as number)
  }
  const mean = sum / used
  if (!trend || used < 2) return { level: mean, slope: 0 }
  const middle = (used + 1) / 2
  const slope = (moment - middle * sum) / ((used * (used * used - 1)) / 12)
  return { level: mean - slope * middle, slope }
}

/** The mean absolute difference of neighbours: the unit in which starting values are searched. */
function meanStep(series: Float64Array): number {
  let sum = 0
  for (let at = 1; at < series.length; at++) {
    sum += Math.abs((series[at] as number) - (series[at - 1] as number))
  }
  return sum / Math.max(1, series.length - 1)
}
