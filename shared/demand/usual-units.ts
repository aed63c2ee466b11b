import { quantile } from '../statistics/quantile.ts'

const weeksAround = 4
const fewestPlain = 3
/** The median distance from the middle of a normal distribution, times this, is its standard deviation. */
const medianToDeviation = 1.4826
const leastNoise = 0.02

/** What a series would have sold on each day if it had been a plain one, and how far plain days are from that. */
export interface UsualUnits {
  /** NaN where too few plain days are near. */
  readonly units: Float64Array
  /** Standard deviation of actual over usual on plain days, by their median; at least 0.02. */
  readonly noiseRate: number
  /** Whether there were enough plain days to say so. */
  readonly isKnown: boolean
}

/**
 * The mean of the same weekday in the four weeks before and after, as far as those days are plain and known.
 *
 * @param isPlain whether day `at` of the series is neither a holiday nor near one, and no event
 */
export function usualUnits(units: Float64Array, isPlain: (at: number) => boolean): UsualUnits {
  const plain = units.map((value, at) => (isPlain(at) ? value : Number.NaN))
  const usual = units.map((_, at) => {
    let sum = 0
    let count = 0
    for (let week = -weeksAround; week <= weeksAround; week++) {
      const value = plain[at + 7 * week]
      if (week === 0 || value === undefined || Number.isNaN(value)) continue
      sum += value
      count++
    }
    return count < fewestPlain ? Number.NaN : sum / count
  })
  const distances: number[] = []
  plain.forEach((value, at) => {
    const expected = usual[at] as number
    if (!Number.isNaN(value) && expected > 0) distances.push(Math.abs(value / expected - 1))
  })
  const isKnown = distances.length >= 28
  const noiseRate = isKnown ? Math.max(leastNoise, medianToDeviation * quantile(distances, 0.5)) : 1
  return { units: usual, noiseRate, isKnown }
}
