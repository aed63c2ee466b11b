import { seasonalPhases, withoutSeason } from '../season/classical-decomposition.ts'
import type { SmoothingForm } from './smoothing-model.ts'

/** Where models with one kind of season may begin, before the first point. */
export interface SmoothingStart {
  /** What each phase of the season adds or multiplies by; one that does nothing where there is no season. */
  readonly phases: Float64Array
  /** The level of a model without a trend. */
  readonly mean: number
  /** Level and slope of one with a trend. */
  readonly line: { readonly level: number; readonly slope: number }
  /** The mean absolute difference of neighbours: the unit in which starting values are searched. */
  readonly spread: number
}

/** A phase that multiplies is at least this. */
const leastPhase = 1e-2

/** The season comes from the classical decomposition, level and slope from the first points. A season needs two of them in the series. */
export function smoothingStart(
  series: Float64Array,
  season: number,
  kind: SmoothingForm['season'],
): SmoothingStart {
  if (kind === 'none') return { phases: new Float64Array(1), ...startOf(series, 10) }
  const phases = seasonalPhases(series, season, kind)
  if (kind === 'multiplicative') {
    for (let at = 0; at < season; at++) phases[at] = Math.max(phases[at] as number, leastPhase)
  }
  return { phases, ...startOf(withoutSeason(series, phases, kind), Math.max(10, 2 * season)) }
}

/** From the first `count` points; positions count from 1, so that 0 is before the first. */
function startOf(series: Float64Array, count: number): Omit<SmoothingStart, 'phases'> {
  const used = Math.min(count, series.length)
  let sum = 0
  let moment = 0
  for (let at = 0; at < used; at++) {
    sum += series[at] as number
    moment += (at + 1) * (series[at] as number)
  }
  const mean = sum / used
  const middle = (used + 1) / 2
  const slope = used < 2 ? 0 : (moment - middle * sum) / ((used * (used * used - 1)) / 12)
  const line = { level: mean - slope * middle, slope }
  return { mean, line, spread: meanStep(series) + 1e-12 * Math.abs(mean) + 1e-12 }
}

function meanStep(series: Float64Array): number {
  let sum = 0
  for (let at = 1; at < series.length; at++) {
    sum += Math.abs((series[at] as number) - (series[at - 1] as number))
  }
  return sum / Math.max(1, series.length - 1)
}
