/** The series minus itself `lag` points before; `lag` points shorter. */
export function difference(series: Float64Array, lag: number): Float64Array {
  const result = series.slice(lag)
  for (let at = 0; at < result.length; at++) result[at] = (result[at] as number) - (series[at] as number)
  return result
}

/** Undoes one difference: points after `history`, from their differences. */
export function integrate(differences: Float64Array, history: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(differences.length)
  for (let at = 0; at < differences.length; at++) {
    const before = at < lag ? history[history.length - lag + at] : result[at - lag]
    result[at] = (differences[at] as number) + (before as number)
  }
  return result
}

/** The 5 % point of the statistic below (Kwiatkowski, Phillips, Schmidt, Shin 1992, table 1). */
const critical = 0.463

/**
 * Whether a series wanders, so that it must be differenced: the test of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a constant level at 5 %, with
 * 3 sqrt(n) / 13 lags in its long-run variance, as Hyndman and Khandakar (2008) use it.
 */
export function wanders(series: Float64Array): boolean {
  const count = series.length
  if (count < 8) return false
  let sum = 0
  for (let at = 0; at < count; at++) sum += series[at] as number
  const mean = sum / count
  const errors = new Float64Array(count)
  let running = 0
  let squares = 0
  let variance = 0
  for (let at = 0; at < count; at++) {
    const error = (series[at] as number) - mean
    errors[at] = error
    running += error
    squares += running * running
    variance += error * error
  }
  const lags = Math.trunc((3 * Math.sqrt(count)) / 13)
  for (let lag = 1; lag <= lags; lag++) {
    let products = 0
    for (let at = lag; at < count; at++) products += (errors[at] as number) * (errors[at - lag] as number)
    variance += 2 * (1 - lag / (lags + 1)) * products
  }
  if (!(variance > 1e-20 * count * (mean * mean + 1e-300))) return false
  return squares / (count * variance) > critical
}
