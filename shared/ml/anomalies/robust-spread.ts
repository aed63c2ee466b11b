import { quantile } from '../../statistics/quantile.ts'

/** What is usual among numbers, hardly moved by a few that are not. */
export interface RobustSpread {
  readonly median: number
  /**
   * Median absolute deviation, times 1.4826: the standard deviation, where numbers are normally distributed. Where more than half are
   * equal, the mean absolute deviation times 1.2533, for the same reason.
   */
  readonly deviation: number
}

/** What makes either deviation of normal numbers their standard deviation (Iglewicz and Hoaglin 1993). */
const ofMedian = 1.4826
const ofMean = 1.2533

/** NaN and NaN of no numbers. */
export function robustSpread(values: readonly number[]): RobustSpread {
  const median = quantile(values, 0.5)
  const deviations = values.map((value) => Math.abs(value - median))
  const ofMost = ofMedian * quantile(deviations, 0.5)
  if (ofMost !== 0) return { median, deviation: ofMost }
  const sum = deviations.reduce((total, deviation) => total + deviation, 0)
  return { median, deviation: (ofMean * sum) / values.length }
}

/** Further from the median than this many robust deviations is an outlier (Iglewicz and Hoaglin 1993). */
export const outlierDeviations = 3.5
