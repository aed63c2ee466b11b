import { autocorrelations } from './autocorrelation.ts'

/** The 90 % point of the normal distribution, both sides. */
const critical = 1.645

/**
 * Whether a series has a season of `season` points: the autocorrelation at that lag lies outside Bartlett's 90 % limits. The test that
 * the organisers of the M4 competition used (Makridakis, Spiliotis, Assimakopoulos 2020); false below three seasons of points.
 */
export function isSeasonal(series: Float64Array, season: number): boolean {
  if (season < 2 || series.length < 3 * season) return false
  const correlations = autocorrelations(series, season)
  let spread = 1
  for (let lag = 1; lag < season; lag++) spread += 2 * (correlations[lag - 1] as number) ** 2
  const limit = critical * Math.sqrt(spread / series.length)
  return Math.abs(correlations[season - 1] as number) > limit
}
