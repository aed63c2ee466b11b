import { autocorrelations } from './autocorrelation.ts'

/** The 90 % point of the normal distribution, both sides. */
const critical = 1.645
/** A variance that is a smaller share of the squares it is left over from is none. */
const roundingShare = 1e-12

/**
 * Whether a series has a season of `season` points: the autocorrelation at that lag lies outside Bartlett's 90 % limits. The test that
 * the organisers of the M4 competition used (Makridakis, Spiliotis, Assimakopoulos 2020); false below three seasons of points.
 */
export function isSeasonal(series: Float64Array, season: number): boolean {
  if (season < 2 || series.length < 3 * season) return false
  return isBeyondLimit(autocorrelations(series, season), series.length)
}

/**
 * The same of what was known at each of some origins (numbers of points, rising), in one pass: sums of products go on from one origin to the next, and
 * the mean of each is taken off at the end.
 */
export function seasonalOrigins(series: Float64Array, season: number, origins: readonly number[]): boolean[] {
  const count = origins.at(-1) ?? 0
  if (season < 2 || count < 3 * season) return origins.map(() => false)
  // Sums of differences from about the middle lose no digits.
  const middle = meanOf(series, count)
  const sums = new Float64Array(count + 1)
  for (let at = 0; at < count; at++) sums[at + 1] = (sums[at] as number) + (series[at] as number) - middle
  const correlations = origins.map(() => new Float64Array(season))
  const variances = new Float64Array(origins.length)
  const energies = new Float64Array(origins.length)
  for (let lag = 0; lag <= season; lag++) {
    let products = 0
    let at = lag
    for (const [place, origin] of origins.entries()) {
      for (; at < origin; at++) {
        products += ((series[at] as number) - middle) * ((series[at - lag] as number) - middle)
      }
      if (origin < 3 * season) continue
      const mean = (sums[origin] as number) / origin
      const both = (sums[origin] as number) - (sums[lag] as number) + (sums[origin - lag] as number)
      const covariance = products - mean * both + (origin - lag) * mean * mean
      if (lag === 0) {
        variances[place] = covariance
        energies[place] = products
      } else (correlations[place] as Float64Array)[lag - 1] = covariance / (variances[place] as number)
    }
  }
  return origins.map((origin, place) => {
    const isConstant = !((variances[place] as number) > roundingShare * (energies[place] as number))
    return origin >= 3 * season && !isConstant && isBeyondLimit(correlations[place] as Float64Array, origin)
  })
}

/** Whether the last of the correlations, at lags from 1 on, lies outside the limits of `count` points. */
function isBeyondLimit(correlations: Float64Array, count: number): boolean {
  const last = correlations.length - 1
  let spread = 1
  for (let at = 0; at < last; at++) spread += 2 * (correlations[at] as number) ** 2
  return Math.abs(correlations[last] as number) > critical * Math.sqrt(spread / count)
}

function meanOf(series: Float64Array, count: number): number {
  let sum = 0
  for (let at = 0; at < count; at++) sum += series[at] as number
  return sum / count
}
