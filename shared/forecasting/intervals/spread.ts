import { studentInflation } from './student-inflation.ts'

/**
 * How far off a forecast may be: at step h by `scores[i] * scales[h]` (actual minus forecast), each score as likely as the others.
 * Plain data, so that it can be kept and read at any probability later.
 */
export interface ForecastSpread {
  /** Sorted, in units of the scale. */
  readonly scores: Float64Array
  /** One a step, never falling. */
  readonly scales: Float64Array
  /** How many of the scores are independent of each other; few make ranges wider. Infinite where many series lent theirs. */
  readonly freedom: number
  /** Coverages that intervals are asked for, rising, and those that have to be aimed at to get them; absent: the same. */
  readonly calibration?: CoverageCalibration
}

export interface CoverageCalibration {
  readonly asked: Float64Array
  readonly aimed: Float64Array
}

/** The coverage to aim at for one that is asked for, on the lines between those that were calibrated. */
export function aimedCoverage({ asked, aimed }: CoverageCalibration, coverage: number): number {
  let above = 0
  while (above < asked.length && (asked[above] as number) < coverage) above++
  const x0 = above === 0 ? 0 : (asked[above - 1] as number)
  const y0 = above === 0 ? 0 : (aimed[above - 1] as number)
  const x1 = above === asked.length ? 1 : (asked[above] as number)
  const y1 = above === asked.length ? 1 : (aimed[above] as number)
  return y0 + ((coverage - x0) / (x1 - x0)) * (y1 - y0)
}

/**
 * The score below which a share `probability` (0..1) of outcomes lies: position k of n sorted scores covers k / (n + 1) of what comes (Vovk,
 * Gammerman and Shafer 2005), and Student's t widens what few independent errors tell.
 */
export function scoreAt({ scores, freedom }: ForecastSpread, probability: number): number {
  const count = scores.length
  if (count === 0) return 0
  const position = Math.max(0, Math.min(count - 1, probability * (count + 1) - 1))
  const below = Math.floor(position)
  const low = scores[below] as number
  const high = scores[Math.min(count - 1, below + 1)] as number
  return (low + (position - below) * (high - low)) * studentInflation(probability, freedom)
}
