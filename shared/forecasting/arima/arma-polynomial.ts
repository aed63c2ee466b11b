/** Terms of a lag polynomial that are not zero: `coefficients[i]` times the value `lags[i]` points before. */
export interface LagTerms {
  readonly lags: Int32Array
  readonly coefficients: Float64Array
}

/**
 * Coefficients of a stationary autoregression from any real numbers: each is squeezed into a partial autocorrelation between -1 and 1,
 * and these give the coefficients by the recursion of Durbin and Levinson (Monahan 1984). With sign -1 they come negative: an invertible moving average, or an autoregression on the side of the errors.
 */
export function stationaryCoefficients(free: ArrayLike<number>, sign: 1 | -1): number[] {
  const coefficients: number[] = []
  for (let order = 0; order < free.length; order++) {
    const value = free[order] as number
    const partial = value / Math.sqrt(1 + value * value)
    const before = coefficients.slice()
    for (let at = 0; at < before.length; at++) {
      coefficients[at] = (before[at] as number) - partial * (before[before.length - 1 - at] as number)
    }
    coefficients.push(partial)
  }
  if (sign === -1) {
    for (let at = 0; at < coefficients.length; at++) coefficients[at] = -(coefficients[at] as number)
  }
  return coefficients
}

/** Where the product of a short and a seasonal polynomial has terms, in the order in which `multiplyTerms` writes them. */
export function termLags(short: number, seasonal: number, season: number): Int32Array {
  const lags: number[] = []
  for (let outer = 0; outer <= seasonal; outer++) {
    for (let inner = 0; inner <= short; inner++) {
      if (outer + inner > 0) lags.push(outer * season + inner)
    }
  }
  return Int32Array.from(lags)
}

/**
 * The coefficients of (1 + sum short_i B^i)(1 + sum seasonal_j B^(js)) - 1, in the order of `termLags`. An autoregression passes its
 * coefficients with signs turned.
 */
export function multiplyTerms(
  short: readonly number[],
  seasonal: readonly number[],
  into: Float64Array,
): void {
  let at = 0
  for (let outer = 0; outer <= seasonal.length; outer++) {
    const factor = outer === 0 ? 1 : (seasonal[outer - 1] as number)
    for (let inner = 0; inner <= short.length; inner++) {
      if (outer + inner === 0) continue
      into[at] = factor * (inner === 0 ? 1 : (short[inner - 1] as number))
      at++
    }
  }
}
