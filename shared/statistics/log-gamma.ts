const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)
/** From here on six terms of the series are exact to the last digits. */
const asymptoticFrom = 10

/**
 * The natural logarithm of the gamma function for x > 0, to about 1e-14 (relative; absolute near its zeros 1 and 2).
 * NaN for x <= 0, where no formula of this project needs it.
 *
 * The asymptotic series (DLMF 5.11.1), to which a small x is brought by gamma(x + 1) = x gamma(x).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  let product = 1
  let at = x
  for (; at < asymptoticFrom; at += 1) product *= at
  const inverse = 1 / at
  const square = inverse * inverse
  const series =
    1 / 12 -
    square *
      (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360)))))
  return (at - 0.5) * Math.log(at) - at + halfLogTwoPi + inverse * series - Math.log(product)
}

/** The natural logarithm of the beta function for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}
