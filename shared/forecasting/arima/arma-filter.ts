/** Short polynomials may have this many coefficients: the filter keeps so many points at hand. */
export const longestShort = 3

/**
 * The four polynomials of a seasonal ARMA model in the backward shift, coefficients of the first power on, each 1 + c1 B + c2 B² + …; the seasonal ones in the shift by a season. The autoregressive
 * ones act on the series, the moving ones divide.
 */
export interface ArmaPolynomials {
  readonly auto: readonly number[]
  readonly seasonalAuto: readonly number[]
  readonly moving: readonly number[]
  readonly seasonalMoving: readonly number[]
}

/**
 * Writes auto * seasonalAuto / (moving * seasonalMoving) of `values` into `into`, and returns the sum of squares. Nothing lies before position `from`: both arrays hold zeros there, at least as many
 * as the seasonal polynomials reach back. The arrays are different ones.
 */
export function filterByPolynomials(
  values: Float64Array,
  { auto, seasonalAuto, moving, seasonalMoving }: ArmaPolynomials,
  season: number,
  from: number,
  into: Float64Array,
): number {
  let source = values
  if (seasonalAuto.length > 0 || seasonalMoving.length > 0) {
    multiplySeasonal(values, seasonalAuto, season, from, into)
    divideSeasonal(into, seasonalMoving, season, from)
    source = into
  }
  const auto1 = auto[0] ?? 0
  const auto2 = auto[1] ?? 0
  const auto3 = auto[2] ?? 0
  const moving1 = moving[0] ?? 0
  const moving2 = moving[1] ?? 0
  const moving3 = moving[2] ?? 0
  const end = source.length
  let value1 = 0
  let value2 = 0
  let value3 = 0
  let error1 = 0
  let error2 = 0
  let error3 = 0
  let squares = 0
  for (let at = from; at < end; at++) {
    const value = source[at] as number
    // The newest error comes last: what it waits for is then done already.
    const error =
      value +
      auto1 * value1 +
      auto2 * value2 +
      auto3 * value3 -
      moving3 * error3 -
      moving2 * error2 -
      moving1 * error1
    into[at] = error
    squares += error * error
    value3 = value2
    value2 = value1
    value1 = value
    error3 = error2
    error2 = error1
    error1 = error
  }
  return squares
}

/** The values times a seasonal polynomial. */
export function multiplySeasonal(
  values: Float64Array,
  coefficients: readonly number[],
  season: number,
  from: number,
  into: Float64Array,
): void {
  const end = values.length
  into.set(values)
  for (let of = 0; of < coefficients.length; of++) {
    const factor = coefficients[of] as number
    const lag = (of + 1) * season
    for (let at = from; at < end; at++)
      into[at] = (into[at] as number) + factor * (values[at - lag] as number)
  }
}

/** The values over a seasonal polynomial, in place. */
function divideSeasonal(
  values: Float64Array,
  coefficients: readonly number[],
  season: number,
  from: number,
): void {
  const end = values.length
  const terms = coefficients.length
  for (let at = from; at < end && terms > 0; at++) {
    let value = values[at] as number
    for (let of = 0; of < terms; of++)
      value -= (coefficients[of] as number) * (values[at - (of + 1) * season] as number)
    values[at] = value
  }
}
