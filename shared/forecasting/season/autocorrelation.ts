/**
 * Autocorrelations at lags 1 to `lags` (index 0 is lag 1), each the covariance at that lag with divisor n over the variance.
 * All zero for a constant series.
 */
export function autocorrelations(series: Float64Array, lags: number): Float64Array {
  const count = series.length
  const mean = series.reduce((sum, value) => sum + value, 0) / count
  let variance = 0
  for (const value of series) variance += (value - mean) ** 2
  const result = new Float64Array(lags)
  if (variance <= 1e-24 * count * mean * mean) return result
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0
    for (let at = lag; at < count; at++) {
      sum += ((series[at] as number) - mean) * ((series[at - lag] as number) - mean)
    }
    result[lag - 1] = sum / variance
  }
  return result
}
