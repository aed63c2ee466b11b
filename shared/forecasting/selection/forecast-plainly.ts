import type { PreparedSeries } from './prepare-series.ts'
import type { ForecastRequest, SeriesForecast } from './series-forecast.ts'

/**
 * The forecast of a series that is too short to choose anything by: the mean of its points, spread by their differences from it, and by that mean
 * itself as long as there are not two. Zero for a series of zeros.
 */
export function forecastPlainly(
  { series, repaired, allZero }: PreparedSeries,
  { horizon, nonNegative }: ForecastRequest,
): SeriesForecast {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length
  const level = nonNegative === true ? Math.max(0, mean) : mean
  const differences = series.map((value) => value - mean).sort()
  const scores =
    allZero || series.length > 1 ? differences : Float64Array.of(-Math.abs(mean), 0, Math.abs(mean))
  return {
    points: new Float64Array(horizon).fill(level),
    spread: {
      scores,
      scales: Float64Array.from({ length: horizon }, (_, step) => Math.sqrt(step + 1)),
      freedom: Math.max(2, series.length - 1),
    },
    members: [{ name: 'mean', weight: 1 }],
    fallback: allZero ? 'all-zero' : 'too-short',
    backtest: null,
    repaired,
  }
}
