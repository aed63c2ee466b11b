import { tailCandidateNames, tailCandidates } from './tail-candidates.ts'

const newestPoints = 4
const shortWindow = 4
const middleWindow = 8
const longWindow = 12
const halfYear = 26
const oldest = 60

/** What trees are told of a series by itself, in the order of `levelFeatures`. */
export const levelFeatureNames: readonly string[] = [
  ...tailCandidateNames,
  ...Array.from({ length: newestPoints }, (_, at) => `last-${at + 1}`),
  `mean-of-${shortWindow}`,
  `mean-of-${middleWindow}`,
  `largest-of-${longWindow}`,
  `demand-rate-of-${shortWindow}`,
  `demand-rate-of-${longWindow}`,
  `demand-rate-of-${halfYear}`,
  'points-since-demand',
  'points',
  'log-level',
  'variation',
]

/** The level that the candidates have by the weights of a panel, and what came of them. */
export interface WeighedLevel {
  readonly candidates: Float64Array
  readonly level: number
}

export function weighLevel(series: Float64Array, weights: ArrayLike<number>): WeighedLevel {
  const candidates = tailCandidates(series)
  const level = candidates.reduce((sum, candidate, of) => sum + (weights[of] ?? 0) * candidate, 0)
  return { candidates, level }
}

/**
 * A series (no gaps, some points) at its end: where levels, newest points and means of windows stand to the weighed level, how often there was demand lately and how long ago, how long it is known, how large it is
 * and how much it varies. All but the size are the same for a series ten times as large.
 */
export function levelFeatures(series: Float64Array, { candidates, level }: WeighedLevel): number[] {
  const count = series.length
  const newest = (length: number) => series.subarray(Math.max(0, count - length))
  let sinceDemand = 0
  while (sinceDemand < count && series[count - 1 - sinceDemand] === 0) sinceDemand++
  const mean = meanOf(series)
  let squares = 0
  for (const value of series) squares += (value - mean) ** 2
  let largest = 0
  for (const value of newest(longWindow)) largest = Math.max(largest, value)
  return [
    ...Array.from(candidates, (candidate) => candidate / level),
    ...Array.from({ length: newestPoints }, (_, at) => (series[count - 1 - at] ?? Number.NaN) / level),
    meanOf(newest(shortWindow)) / level,
    meanOf(newest(middleWindow)) / level,
    largest / level,
    demandRate(newest(shortWindow)),
    demandRate(newest(longWindow)),
    demandRate(newest(halfYear)),
    sinceDemand,
    Math.min(oldest, count),
    Math.log(level),
    mean > 0 ? Math.sqrt(squares / count) / mean : 0,
  ]
}

export function meanOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}

function demandRate(values: Float64Array): number {
  let demands = 0
  for (const value of values) if (value > 0) demands++
  return values.length === 0 ? 0 : demands / values.length
}
