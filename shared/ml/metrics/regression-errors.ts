/** Root of the mean squared error. NaN without rows. */
export function rmse(predicted: Float64Array, actual: Float64Array): number {
  return Math.sqrt(mean(predicted, actual, (error) => error * error))
}

/** Mean absolute error. NaN without rows. */
export function mae(predicted: Float64Array, actual: Float64Array): number {
  return mean(predicted, actual, Math.abs)
}

/** Share of the variance that is explained: 1 is best, below 0 is worse than the mean. Null when all actual values are alike. */
export function r2(predicted: Float64Array, actual: Float64Array): number | null {
  const middle = actual.reduce((sum, value) => sum + value, 0) / actual.length
  const spread = actual.reduce((sum, value) => sum + (value - middle) ** 2, 0)
  const left = mean(predicted, actual, (error) => error * error) * actual.length
  return spread > 0 ? 1 - left / spread : null
}

/** A mean of relative errors, and of how many rows. */
export interface RelativeError {
  /** 0.2: off by a fifth on average. Null when every actual value is zero. */
  readonly rate: number | null
  readonly rowCount: number
  /** Rows left out, whose actual value is zero and has no relative error. */
  readonly zeroCount: number
}

/** Mean absolute relative error over the rows whose actual value is not zero; the others are counted and left out. */
export function mape(predicted: Float64Array, actual: Float64Array): RelativeError {
  let [sum, rowCount] = [0, 0]
  for (let row = 0; row < actual.length; row++) {
    const value = actual[row] as number
    if (value === 0) continue
    sum += Math.abs(((predicted[row] as number) - value) / value)
    rowCount++
  }
  return { rate: rowCount > 0 ? sum / rowCount : null, rowCount, zeroCount: actual.length - rowCount }
}

function mean(predicted: Float64Array, actual: Float64Array, of: (error: number) => number): number {
  let sum = 0
  for (let row = 0; row < actual.length; row++) {
    sum += of((predicted[row] as number) - (actual[row] as number))
  }
  return sum / actual.length
}
