import { logGamma } from './log-gamma.ts'

const precision = 1e-16
const maxTerms = 100_000

/**
 * The regularised lower incomplete gamma function P(shape, x): the chance that a gamma variable of this shape and scale 1
 * is at most x. shape > 0, x >= 0; about 1e-13 relative for shapes up to 1e4. NaN outside.
 *
 * Below shape + 1 the series DLMF 8.11.4, above it the continued fraction DLMF 8.9.2.
 */
export function lowerGamma(shape: number, x: number): number {
  if (!(shape > 0) || !(x >= 0)) return Number.NaN
  if (x === 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x < shape + 1 ? bySeries(shape, x) : 1 - byFraction(shape, x)
}

/** The upper one, Q = 1 - P, exact also where it is tiny. */
export function upperGamma(shape: number, x: number): number {
  if (!(shape > 0) || !(x >= 0)) return Number.NaN
  if (x === 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < shape + 1 ? 1 - bySeries(shape, x) : byFraction(shape, x)
}

function bySeries(shape: number, x: number): number {
  let term = 1 / shape
  let sum = term
  for (let index = 1; index < maxTerms; index += 1) {
    term *= x / (shape + index)
    sum += term
    if (term < sum * precision) break
  }
  return Math.min(1, sum * Math.exp(shape * Math.log(x) - x - logGamma(shape)))
}

/** Lentz's method (Thompson and Barnett 1986). */
function byFraction(shape: number, x: number): number {
  const tiny = 1e-300
  let denominator = x + 1 - shape
  let c = 1 / tiny
  let d = 1 / denominator
  let fraction = d
  for (let index = 1; index < maxTerms; index += 1) {
    const numerator = -index * (index - shape)
    denominator += 2
    d = numerator * d + denominator
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = denominator + numerator / c
    if (Math.abs(c) < tiny) c = tiny
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < precision * 4) break
  }
  return Math.min(1, fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape)))
}

/**
 * The x for which P(shape, x) is `probability` (0..1): the quantile of a gamma variable of scale 1. Infinity for 1; NaN
 * outside. Relative precision about 1e-10.
 *
 * Starts from Wilson and Hilferty (1931) or, for small shapes and probabilities, from the first term of the series, and
 * goes on by Newton steps held inside a bracket.
 */
export function lowerGammaInverse(shape: number, probability: number): number {
  if (!(shape > 0) || !(probability >= 0 && probability <= 1)) return Number.NaN
  if (probability === 0) return 0
  if (probability === 1) return Number.POSITIVE_INFINITY
  const logNorm = logGamma(shape)
  let low = 0
  let high = Number.POSITIVE_INFINITY
  let x = startOfInverse(shape, probability, logNorm)
  for (let step = 0; step < 200; step += 1) {
    const excess = lowerGamma(shape, x) - probability
    if (excess > 0) high = x
    else low = x
    const density = Math.exp((shape - 1) * Math.log(x) - x - logNorm)
    let next = x - excess / density
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? x * 2 : (low + high) / 2
    if (Math.abs(next - x) <= 1e-12 * next || next === 0) return next
    x = next
  }
  return x
}

function startOfInverse(shape: number, probability: number, logNorm: number): number {
  const ninth = 1 / (9 * shape)
  const cube = 1 - ninth + roughNormalQuantile(probability) * Math.sqrt(ninth)
  if (cube > 0.1 && shape > 0.2) return shape * cube ** 3
  return Math.max(1e-300, Math.exp((Math.log(probability * shape) + logNorm) / shape))
}

/** Within 4.5e-4 (Abramowitz and Stegun 26.2.23): good enough to start from. */
function roughNormalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(probability, 1 - probability)))
  const value =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  return probability < 0.5 ? -value : value
}
