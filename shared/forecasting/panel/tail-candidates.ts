import { classifyDemand, longInterval } from '../demand-class.ts'
import { adjustSeason } from '../season/adjust-season.ts'

const meanRates = [0.05, 0.1, 0.2, 0.4] as const
const rootRates = [0.1, 0.2, 0.4] as const
const window = 12
const demandRate = 0.1

/** The candidates of the tail lane, in the order of `tailCandidates`. */
export const tailCandidateNames: readonly string[] = [
  ...meanRates.map((rate) => `simple-exponential-smoothing-${rate}`),
  ...rootRates.map((rate) => `root-smoothing-${rate}`),
  `moving-average-${window}`,
  `moving-median-${window}`,
  'teunter-syntetos-babai',
]

/**
 * Levels that a series may go on at, one pass each and nothing to search for: its mean smoothed at several rates, the same of its square roots, which
 * heeds single large demands less, mean and median of the last twelve points, and the method of Teunter, Syntetos and Babai (2011).
 */
export function tailCandidates(series: Float64Array): Float64Array {
  const result = new Float64Array(tailCandidateNames.length)
  const count = series.length
  const first = Math.min(window, count)
  let start = 0
  let rootStart = 0
  for (let at = 0; at < first; at++) {
    start += (series[at] as number) / first
    rootStart += signedRoot(series[at] as number) / first
  }
  result.fill(start, 0, meanRates.length)
  result.fill(rootStart, meanRates.length, meanRates.length + rootRates.length)
  for (let at = 0; at < count; at++) {
    const value = series[at] as number
    const root = signedRoot(value)
    for (let of = 0; of < meanRates.length; of++) {
      const level = result[of] as number
      result[of] = level + (meanRates[of] as number) * (value - level)
    }
    for (let of = 0; of < rootRates.length; of++) {
      const level = result[meanRates.length + of] as number
      result[meanRates.length + of] = level + (rootRates[of] as number) * (root - level)
    }
  }
  for (let of = meanRates.length; of < meanRates.length + rootRates.length; of++) {
    const level = result[of] as number
    result[of] = level * Math.abs(level)
  }
  const recent = series.slice(Math.max(0, count - window)).sort()
  const middle = (recent.length - 1) / 2
  let sum = 0
  for (const value of recent) sum += value
  const next = meanRates.length + rootRates.length
  result[next] = sum / recent.length
  result[next + 1] = ((recent[Math.floor(middle)] as number) + (recent[Math.ceil(middle)] as number)) / 2
  result[next + 2] = demandLevel(series)
  return result
}

const signedRoot = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value))

/** As `teunterSyntetosBabai`, begun at the mean size and the share of points with demand. */
function demandLevel(series: Float64Array): number {
  let sum = 0
  let demands = 0
  for (const value of series) {
    sum += value
    if (value !== 0) demands++
  }
  if (demands === 0) return 0
  let size = sum / demands
  let probability = demands / series.length
  for (const value of series) {
    if (value !== 0) size += demandRate * (value - size)
    probability += demandRate * ((value === 0 ? 0 : 1) - probability)
  }
  return probability * size
}

/**
 * The candidates step by step (`[candidate][step]`): flat, or with the season put back where the test finds one in a series that mostly has
 * demand. Among zeros the test sees seasons that are none.
 */
export function tailForecasts(series: Float64Array, season: number, horizon: number): Float64Array[] {
  const { meanInterval } = classifyDemand(series)
  const adjusted = adjustSeason(series, meanInterval < longInterval ? season : 1)
  const levels = tailCandidates(adjusted.series)
  const forecasts: Float64Array[] = []
  for (let of = 0; of < levels.length; of++) {
    const flat = new Float64Array(horizon).fill(levels[of] as number)
    forecasts.push(adjusted.restore(flat, series.length))
  }
  return forecasts
}
