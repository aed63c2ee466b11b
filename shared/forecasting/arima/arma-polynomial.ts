/**
 * Coefficients of a stationary autoregression from any real numbers, `count` of them from position `first` on: each is squeezed into a partial autocorrelation between -1 and 1,
 * and these give the coefficients by the recursion of Durbin and Levinson (Monahan 1984). With sign -1 they come negative: an invertible moving average, or an autoregression on the side of the errors.
 */
export function stationaryCoefficients(
  free: ArrayLike<number>,
  first: number,
  count: number,
  sign: 1 | -1,
): number[] {
  const coefficients: number[] = []
  for (let order = 0; order < count; order++) {
    const partial = partialOf(free[first + order] as number)
    takeNextOrder(coefficients, partial)
    coefficients.push(partial)
  }
  if (sign === -1) {
    for (let at = 0; at < coefficients.length; at++) coefficients[at] = -(coefficients[at] as number)
  }
  return coefficients
}

/** How the coefficients above change with each of the real numbers: `[number][coefficient]`. */
export function coefficientSlopes(
  free: ArrayLike<number>,
  first: number,
  count: number,
  sign: 1 | -1,
): number[][] {
  const slopes: number[][] = []
  const coefficients: number[] = []
  for (let order = 0; order < count; order++) {
    const value = free[first + order] as number
    const partial = partialOf(value)
    const steepness = sign * (1 + value * value) ** -1.5
    const slope: number[] = []
    for (let at = 0; at < order; at++) {
      takeNextOrder(slopes[at] as number[], partial)
      ;(slopes[at] as number[]).push(0)
      slope.push(-steepness * (coefficients[order - 1 - at] as number))
    }
    slope.push(steepness)
    slopes.push(slope)
    takeNextOrder(coefficients, partial)
    coefficients.push(partial)
  }
  return slopes
}

function partialOf(value: number): number {
  return value / Math.sqrt(1 + value * value)
}

/** What an autoregression of one order more makes of the coefficients before, in place. */
function takeNextOrder(coefficients: number[], partial: number): void {
  for (let low = 0, high = coefficients.length - 1; low <= high; low++, high--) {
    const one = coefficients[low] as number
    const other = coefficients[high] as number
    coefficients[low] = one - partial * other
    coefficients[high] = other - partial * one
  }
}

/** A term of a polynomial in the backward shift: `coefficient` times the value `lag` points before. */
export interface LagTerm {
  readonly lag: number
  readonly coefficient: number
}

/** The terms of (1 + sum short_i B^i)(1 + sum seasonal_j B^(js)) - 1. */
export function productTerms(
  short: readonly number[],
  seasonal: readonly number[],
  season: number,
): LagTerm[] {
  const terms: LagTerm[] = []
  for (let outer = 0; outer <= seasonal.length; outer++) {
    const factor = outer === 0 ? 1 : (seasonal[outer - 1] as number)
    for (let inner = 0; inner <= short.length; inner++) {
      if (outer + inner === 0) continue
      const coefficient = factor * (inner === 0 ? 1 : (short[inner - 1] as number))
      terms.push({ lag: outer * season + inner, coefficient })
    }
  }
  return terms
}
