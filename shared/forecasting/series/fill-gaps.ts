/** A series without gaps, and how many there were. */
export interface FilledSeries {
  readonly series: Float64Array
  readonly gaps: number
}

/**
 * Puts values into missing points (NaN): the mean of the nearest known points of the same phase before and after; of the nearest known points
 * where the phase has none. Missing points at the beginning are cut off, those at the end filled. Empty when nothing is known.
 */
export function fillGaps(series: Float64Array, season: number): FilledSeries {
  const start = series.findIndex((value) => !Number.isNaN(value))
  if (start === -1) return { series: new Float64Array(0), gaps: 0 }
  const known = series.subarray(start)
  const filled = known.slice()
  let gaps = 0
  for (let at = 0; at < known.length; at++) {
    if (!Number.isNaN(known[at] as number)) continue
    gaps++
    const value = meanOfNearest(known, at, season)
    filled[at] = Number.isNaN(value) ? meanOfNearest(known, at, 1) : value
  }
  return { series: filled, gaps }
}

function meanOfNearest(series: Float64Array, at: number, step: number): number {
  let before = at - step
  while (before >= 0 && Number.isNaN(series[before] as number)) before -= step
  let after = at + step
  while (after < series.length && Number.isNaN(series[after] as number)) after += step
  const earlier = before >= 0 ? (series[before] as number) : Number.NaN
  const later = after < series.length ? (series[after] as number) : Number.NaN
  if (Number.isNaN(earlier)) return later
  return Number.isNaN(later) ? earlier : (earlier + later) / 2
}
