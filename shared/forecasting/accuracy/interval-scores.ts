/** Mean pinball loss of forecasts of one quantile (`probability` 0..1): smallest for the true quantile (Koenker and Bassett 1978). */
export function pinballLoss(actual: Float64Array, quantiles: Float64Array, probability: number): number {
  let sum = 0
  for (let at = 0; at < actual.length; at++) {
    const over = (actual[at] as number) - (quantiles[at] as number)
    sum += over >= 0 ? probability * over : (probability - 1) * over
  }
  return sum / actual.length
}

/** The share of actual values between lower and upper, both included, 0..1. */
export function coverageRate(actual: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let inside = 0
  for (let at = 0; at < actual.length; at++) {
    const value = actual[at] as number
    if (value >= (lower[at] as number) && value <= (upper[at] as number)) inside++
  }
  return inside / actual.length
}
