/**
 * Symmetric mean absolute percentage error, 0 to 200: the mean of 200 |actual - forecast| / (|actual| + |forecast|) (Makridakis and Hibon 2000). A point
 * where both are zero counts as no error. Null without points.
 */
export function symmetricPercentageError(actual: Float64Array, forecast: Float64Array): number | null {
  let sum = 0
  for (let at = 0; at < actual.length; at++) {
    const size = Math.abs(actual[at] as number) + Math.abs(forecast[at] as number)
    if (size > 0) sum += (200 * Math.abs((actual[at] as number) - (forecast[at] as number))) / size
  }
  return actual.length === 0 ? null : sum / actual.length
}

/** Absolute errors as a share of all actual values (WAPE), 0 = exact. Null when the actual values add up to zero. */
export function weightedPercentageError(actual: Float64Array, forecast: Float64Array): number | null {
  let errors = 0
  let size = 0
  for (let at = 0; at < actual.length; at++) {
    errors += Math.abs((actual[at] as number) - (forecast[at] as number))
    size += Math.abs(actual[at] as number)
  }
  return size > 0 ? errors / size : null
}

/** How much too high the forecasts are altogether, as a share of all actual values: -0.1 is a tenth too low. Null as above. */
export function biasRate(actual: Float64Array, forecast: Float64Array): number | null {
  let excess = 0
  let size = 0
  for (let at = 0; at < actual.length; at++) {
    excess += (forecast[at] as number) - (actual[at] as number)
    size += Math.abs(actual[at] as number)
  }
  return size > 0 ? excess / size : null
}
