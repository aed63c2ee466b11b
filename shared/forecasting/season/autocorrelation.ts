/**
 * Autocorrelations at lags 1 to `lags` (index 0 is lag 1), each the covariance at that lag with divisor n over the variance.
 * All zero for a constant series.
 */
export function autocorrelations(series: Float64Array, lags: number): Float64Array {
  const count = series.length
  let sum = 0
  for (let at = 0; at < count; at++) sum += series[at] as number
  const mean = sum / count
  let variance = 0
  for (let at = 0; at < count; at++) variance += ((series[at] as number) - mean) ** 2
  const result = new Float64Array(lags)
  if (variance <= 1e-24 * count * mean * mean) return result
  for (let lag = 1; lag <= lags; lag++) {
    let products = 0
    for (let at = lag; at < count; at++) {
      products += ((series[at] as number) - mean) * ((series[at - lag] as number) - mean)
    }
    result[lag - 1] = products / variance
  }
  return result
}
