/** Mean absolute difference of points `lag` apart: what a (seasonal) naive forecast was wrong by. Null when it is zero or there are too few. */
export function naiveAbsoluteScale(history: Float64Array, lag: number): number | null {
  let sum = 0
  for (let at = lag; at < history.length; at++) {
    sum += Math.abs((history[at] as number) - (history[at - lag] as number))
  }
  return sum > 0 ? sum / (history.length - lag) : null
}

/** Mean squared difference of neighbours, from the first point that is not zero on (as in the M5 competition). Null as above. */
export function naiveSquaredScale(history: Float64Array): number | null {
  let start = 0
  while (start < history.length && history[start] === 0) start++
  let sum = 0
  for (let at = start + 1; at < history.length; at++) {
    sum += ((history[at] as number) - (history[at - 1] as number)) ** 2
  }
  return sum > 0 ? sum / (history.length - start - 1) : null
}

export function meanAbsoluteError(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0
  for (let at = 0; at < actual.length; at++) {
    sum += Math.abs((actual[at] as number) - (forecast[at] as number))
  }
  return sum / actual.length
}

export function rootMeanSquaredError(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0
  for (let at = 0; at < actual.length; at++) {
    sum += ((actual[at] as number) - (forecast[at] as number)) ** 2
  }
  return Math.sqrt(sum / actual.length)
}

/** Mean absolute scaled error (Hyndman and Koehler 2006): below 1 is better than the seasonal naive forecast was inside the history. */
export function meanAbsoluteScaledError(
  actual: Float64Array,
  forecast: Float64Array,
  history: Float64Array,
  lag: number,
): number | null {
  const scale = naiveAbsoluteScale(history, lag)
  return scale === null || actual.length === 0 ? null : meanAbsoluteError(actual, forecast) / scale
}

/** Root mean squared scaled error (Makridakis, Spiliotis, Assimakopoulos 2022), which does not reward forecasting zero. */
export function rootMeanSquaredScaledError(
  actual: Float64Array,
  forecast: Float64Array,
  history: Float64Array,
): number | null {
  const scale = naiveSquaredScale(history)
  return scale === null || actual.length === 0
    ? null
    : rootMeanSquaredError(actual, forecast) / Math.sqrt(scale)
}

/** A mean of errors by weights of any sum; errors that are null are left out. Null when nothing is left. */
export function weightedMean(errors: readonly (number | null)[], weights: ArrayLike<number>): number | null {
  let sum = 0
  let weight = 0
  errors.forEach((error, at) => {
    if (error === null) return
    sum += error * (weights[at] as number)
    weight += weights[at] as number
  })
  return weight > 0 ? sum / weight : null
}

/** Overall weighted average of the M4 competition: the mean of sMAPE and MASE, each over that of the benchmark (Naive 2). */
export function overallWeightedAverage(
  ours: { readonly smape: number; readonly mase: number },
  benchmark: { readonly smape: number; readonly mase: number },
): number {
  return (ours.smape / benchmark.smape + ours.mase / benchmark.mase) / 2
}
