import { type SeasonKind, seasonalPhases, withoutSeason, withSeason } from './classical-decomposition.ts'
import { isSeasonal } from './is-seasonal.ts'

/** A series with its season taken out, and the way back. */
export interface AdjustedSeries {
  readonly series: Float64Array
  /** Puts the season into points from position `start` on (0 is the first point of the series). */
  restore(points: Float64Array, start: number): Float64Array
  /** The same for differences of points, which an additive season leaves as they are. */
  restoreErrors(errors: Float64Array, start: number): Float64Array
}

/** Takes the season out when the test finds one. A series without a season comes back as it is. */
export function adjustSeason(series: Float64Array, season: number): AdjustedSeries {
  if (isSeasonal(series, season)) return takeSeasonOut(series, season)
  return { series, restore: (points) => points, restoreErrors: (errors) => errors }
}

/**
 * Takes a season out: by division where all points are above zero, as in the M4 competition's benchmarks, by subtraction elsewhere. The series has
 * two seasons of points or more.
 */
export function takeSeasonOut(series: Float64Array, season: number): AdjustedSeries {
  let kind: SeasonKind = series.every((value) => value > 0) ? 'multiplicative' : 'additive'
  let phases = seasonalPhases(series, season, kind)
  if (kind === 'multiplicative' && !phases.every((phase) => phase > 1e-6)) {
    kind = 'additive'
    phases = seasonalPhases(series, season, kind)
  }
  return {
    series: withoutSeason(series, phases, kind),
    restore: (points, start) => withSeason(points, start, phases, kind),
    restoreErrors: (errors, start) =>
      kind === 'additive' ? errors : withSeason(errors, start, phases, kind),
  }
}
