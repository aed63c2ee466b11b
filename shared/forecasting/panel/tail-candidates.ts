import { longInterval } from '../demand-class.ts'
import { takeSeasonOut } from '../season/adjust-season.ts'
import { seasonalOrigins } from '../season/is-seasonal.ts'

const meanRates = [0.05, 0.1, 0.2, 0.4] as const
const rootRates = [0.1, 0.2, 0.4] as const
const window = 12
const demandRate = 0.1
const smoothedCount = meanRates.length + rootRates.length

/** The candidates of the tail lane, in the order of `tailCandidates`. */
export const tailCandidateNames: readonly string[] = [
  ...meanRates.map((rate) => `simple-exponential-smoothing-${rate}`),
  ...rootRates.map((rate) => `root-smoothing-${rate}`),
  `moving-average-${window}`,
  `moving-median-${window}`,
  'teunter-syntetos-babai',
]

/** The level of a series by each of the candidates. */
export function tailCandidates(series: Float64Array): Float64Array {
  return tailLevels(series, [series.length])[0] as Float64Array
}

/**
 * Levels that a series may go on at, as they were at each of some origins (numbers of points, rising), all in one pass and with nothing to search for: its mean smoothed at several rates, the
 * same of its square roots, which heeds single large demands less, mean and median of the last twelve points, and the method of Teunter, Syntetos and Babai (2011).
 */
function tailLevels(series: Float64Array, origins: readonly number[]): Float64Array[] {
  const rows = origins.map(() => new Float64Array(tailCandidateNames.length))
  // All begin at the mean of the first twelve points, so what knew fewer has a pass of its own.
  let first = 0
  while (first < origins.length - 1 && (origins[first] as number) < window) {
    smoothLevels(series, [origins[first] as number], rows.slice(first, first + 1))
    first++
  }
  smoothLevels(series, origins.slice(first), rows.slice(first))
  demandLevels(series, origins, rows)
  for (const [at, origin] of origins.entries()) recentLevels(series, origin, rows[at] as Float64Array)
  return rows
}

function smoothLevels(series: Float64Array, origins: readonly number[], rows: readonly Float64Array[]): void {
  const first = Math.min(window, origins[0] as number)
  let start = 0
  let rootStart = 0
  for (let at = 0; at < first; at++) {
    start += (series[at] as number) / first
    rootStart += signedRoot(series[at] as number) / first
  }
  const levels = new Float64Array(smoothedCount)
  levels.fill(start, 0, meanRates.length)
  levels.fill(rootStart, meanRates.length)
  let at = 0
  for (const [place, origin] of origins.entries()) {
    for (; at < origin; at++) {
      const value = series[at] as number
      const root = signedRoot(value)
      for (let of = 0; of < meanRates.length; of++) {
        const level = levels[of] as number
        levels[of] = level + (meanRates[of] as number) * (value - level)
      }
      for (let of = meanRates.length; of < smoothedCount; of++) {
        const level = levels[of] as number
        levels[of] = level + (rootRates[of - meanRates.length] as number) * (root - level)
      }
    }
    const row = rows[place] as Float64Array
    for (let of = 0; of < smoothedCount; of++) {
      const level = levels[of] as number
      row[of] = of < meanRates.length ? level : level * Math.abs(level)
    }
  }
}

const signedRoot = (value: number) => (value < 0 ? -Math.sqrt(-value) : Math.sqrt(value))

/** Mean and median of the last points. */
function recentLevels(series: Float64Array, origin: number, row: Float64Array): void {
  const recent = series.slice(Math.max(0, origin - window), origin).sort()
  const middle = (recent.length - 1) / 2
  let sum = 0
  for (let at = 0; at < recent.length; at++) sum += recent[at] as number
  row[smoothedCount] = sum / recent.length
  row[smoothedCount + 1] =
    ((recent[Math.floor(middle)] as number) + (recent[Math.ceil(middle)] as number)) / 2
}

/**
 * As `teunterSyntetosBabai`, begun at the mean size and the share of points with demand of what each origin knew. Smoothing is linear, so what it began
 * with can be added at the end; differences from the first size, and from demand at each point, keep what is constant exact.
 */
function demandLevels(series: Float64Array, origins: readonly number[], rows: readonly Float64Array[]): void {
  let sum = 0
  let demands = 0
  let firstSize = 0
  let size = 0
  let sizeLeft = 1
  let probability = 0
  let probabilityLeft = 1
  let at = 0
  for (const [place, origin] of origins.entries()) {
    for (; at < origin; at++) {
      const value = series[at] as number
      probability += demandRate * ((value === 0 ? -1 : 0) - probability)
      probabilityLeft *= 1 - demandRate
      if (value === 0) continue
      if (demands === 0) firstSize = value
      sum += value
      demands++
      size += demandRate * (value - firstSize - size)
      sizeLeft *= 1 - demandRate
    }
    const row = rows[place] as Float64Array
    if (demands === 0) continue
    const often = 1 + probability + probabilityLeft * (demands / origin - 1)
    row[smoothedCount + 2] = often * (firstSize + size + sizeLeft * (sum / demands - firstSize))
  }
}

/**
 * The candidates at each of some origins (numbers of points, rising) step by step, as `TailTable` has them: flat, or with the season put back where the test finds one in a series that mostly
 * has demand. Among zeros the test sees seasons that are none.
 *
 * @param spare for so many candidates more there is room, after those of each origin; it holds zeros
 */
export function tailForecasts(
  series: Float64Array,
  season: number,
  horizon: number,
  origins: readonly number[],
  spare = 0,
): TailTable {
  const levels = tailLevels(series, origins)
  const candidates = tailCandidateNames.length + spare
  const values = new Float64Array(origins.length * candidates * horizon)
  const table = { candidates, horizon, values }
  const often = origins.map((origin) => season > 1 && isOften(series, origin))
  const seasonal = often.includes(true) ? seasonalOrigins(series, season, origins) : often
  for (const [at, origin] of origins.entries()) {
    if (!often[at] || !seasonal[at]) {
      const row = levels[at] as Float64Array
      for (let of = 0; of < row.length; of++) {
        const from = startOf(table, at, of)
        values.fill(row[of] as number, from, from + horizon)
      }
      continue
    }
    const adjusted = takeSeasonOut(series.subarray(0, origin), season)
    const row = tailCandidates(adjusted.series)
    for (let of = 0; of < row.length; of++) {
      const flat = new Float64Array(horizon).fill(row[of] as number)
      values.set(adjusted.restore(flat, origin), startOf(table, at, of))
    }
  }
  return table
}

/** Forecasts of all candidates from several origins, in one array: step by step, candidate by candidate, origin by origin. */
export interface TailTable {
  readonly candidates: number
  readonly horizon: number
  readonly values: Float64Array
}

/** Where the steps of a candidate from one of the origins begin. */
export function startOf({ candidates, horizon }: TailTable, origin: number, candidate: number): number {
  return (origin * candidates + candidate) * horizon
}

/** Whether there was demand at most points. */
function isOften(series: Float64Array, count: number): boolean {
  let demands = 0
  for (let at = 0; at < count; at++) if (series[at] !== 0) demands++
  return count < longInterval * demands
}
