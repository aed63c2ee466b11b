import { seasonalPhases, withoutSeason } from './classical-decomposition.ts'

/**
 * How much of what is left beside the trend is season, 0 to 1: one minus the variance of the remainder over that of season and
 * remainder together (Wang, Smith and Hyndman 2006), here with a classical additive decomposition. 0 below two seasons of points.
 */
export function seasonalStrength(series: Float64Array, season: number): number {
  if (season < 2 || series.length < 2 * season + 1) return 0
  const adjusted = withoutSeason(series, seasonalPhases(series, season, 'additive'), 'additive')
  const half = Math.floor(season / 2)
  const even = season % 2 === 0
  const left: number[] = []
  const seasonal: number[] = []
  for (let centre = half; centre + half < series.length; centre++) {
    let trend = 0
    for (let at = centre - half; at <= centre + half; at++) {
      const edge = even && (at === centre - half || at === centre + half)
      trend += ((series[at] as number) * (edge ? 0.5 : 1)) / season
    }
    left.push((adjusted[centre] as number) - trend)
    seasonal.push((series[centre] as number) - trend)
  }
  const whole = variance(seasonal)
  return whole > 0 ? Math.max(0, 1 - variance(left) / whole) : 0
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
}
