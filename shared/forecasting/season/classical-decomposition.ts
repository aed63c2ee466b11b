/** How a season acts: added to the level, or a multiple of it. */
export type SeasonKind = 'additive' | 'multiplicative'

/**
 * What each phase of the season adds (mean 0) or multiplies by (mean 1), by the classical decomposition: the trend is a centred
 * moving average over one season, and each phase is the mean of what is left. `phases[i]` belongs to points i, i + season, …
 * Needs two seasons of points; multiplicative phases also need all points above zero.
 */
export function seasonalPhases(series: Float64Array, season: number, kind: SeasonKind): Float64Array {
  const sums = new Float64Array(season)
  const counts = new Float64Array(season)
  const half = Math.floor(season / 2)
  const even = season % 2 === 0
  let window = 0
  for (let at = 0; at < season; at++) window += series[at] as number
  for (let centre = half; centre + half < series.length; centre++) {
    // `window` is the sum of `season` points that begin at `centre - half`.
    const last = series[centre + half] as number
    const trend = even ? (window + (last - (series[centre - half] as number)) / 2) / season : window / season
    const value = series[centre] as number
    const phase = centre % season
    sums[phase] = (sums[phase] as number) + (kind === 'additive' ? value - trend : value / trend)
    counts[phase] = (counts[phase] as number) + 1
    const next = even ? last : (series[centre + half + 1] ?? 0)
    window += next - (series[centre - half] as number)
  }
  const phases = sums.map((sum, phase) => sum / Math.max(1, counts[phase] as number))
  const mean = phases.reduce((sum, value) => sum + value, 0) / season
  return phases.map((value) => (kind === 'additive' ? value - mean : value / mean))
}

/** The series without its season. */
export function withoutSeason(series: Float64Array, phases: Float64Array, kind: SeasonKind): Float64Array {
  const result = new Float64Array(series.length)
  for (let at = 0; at < series.length; at++) {
    const value = series[at] as number
    const phase = phases[at % phases.length] as number
    result[at] = kind === 'additive' ? value - phase : value / phase
  }
  return result
}

/** Points from position `start` on with their season put back. */
export function withSeason(
  points: Float64Array,
  start: number,
  phases: Float64Array,
  kind: SeasonKind,
): Float64Array {
  return points.map((value, at) => {
    const phase = phases[(start + at) % phases.length] as number
    return kind === 'additive' ? value + phase : value * phase
  })
}
