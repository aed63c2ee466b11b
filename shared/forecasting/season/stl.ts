import { loess } from './loess.ts'

/** A series as a sum: season + trend + remainder, point by point. */
export interface SeasonAndTrend {
  readonly season: Float64Array
  readonly trend: Float64Array
}

export interface StlOptions {
  /** Points that the smoother of each phase takes, odd; more is a steadier season. */
  readonly seasonSpan: number
  /** Points that the smoother of the trend takes, odd; absent: the usual formula of the paper. */
  readonly trendSpan?: number
  readonly innerLoops: number
  /** Rounds in which points far off lose weight; 0: none. */
  readonly robustLoops: number
}

const usual: StlOptions = { seasonSpan: 11, innerLoops: 2, robustLoops: 0 }

const odd = (value: number) => 2 * Math.floor(value / 2) + 1

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990), all smoothers of degree one and computed at every tenth of their span. Needs two
 * seasons of points and no missing value.
 */
export function decomposeByLoess(
  series: Float64Array,
  season: number,
  options: StlOptions = usual,
): SeasonAndTrend {
  const count = series.length
  const { seasonSpan } = options
  const trendSpan = options.trendSpan ?? odd(Math.ceil((1.5 * season) / (1 - 1.5 / seasonSpan)))
  const lowSpan = odd(season)
  const jumpOf = (span: number) => Math.ceil(span / 10)
  let trend: Float64Array = new Float64Array(count)
  const seasonal = new Float64Array(count)
  let robustness: Float64Array | null = null

  for (let round = 0; round <= options.robustLoops; round++) {
    for (let inner = 0; inner < options.innerLoops; inner++) {
      const detrended = series.map((value, at) => value - (trend[at] as number))
      const cycle = smoothPhases(detrended, season, seasonSpan, jumpOf(seasonSpan), robustness)
      const low = loess(
        movingMeans(movingMeans(movingMeans(cycle, season), season), 3),
        lowSpan,
        jumpOf(lowSpan),
        null,
      )
      for (let at = 0; at < count; at++) seasonal[at] = (cycle[at + season] as number) - (low[at] as number)
      const deseasoned = series.map((value, at) => value - (seasonal[at] as number))
      trend = loess(deseasoned, trendSpan, jumpOf(trendSpan), robustness)
    }
    if (round < options.robustLoops) {
      robustness = robustWeights(
        series.map((value, at) => value - (seasonal[at] as number) - (trend[at] as number)),
      )
    }
  }
  return { season: seasonal, trend }
}

/** Smooths the points of each phase, one season further at both ends: `season` points before the first and after the last. */
function smoothPhases(
  series: Float64Array,
  season: number,
  span: number,
  jump: number,
  robustness: Float64Array | null,
): Float64Array {
  const result = new Float64Array(series.length + 2 * season)
  for (let phase = 0; phase < season; phase++) {
    const size = Math.floor((series.length - 1 - phase) / season) + 1
    const pick = (from: Float64Array) =>
      Float64Array.from({ length: size }, (_, at) => from[phase + at * season] as number)
    const smoothed = loess(pick(series), span, jump, robustness === null ? null : pick(robustness), -1, size)
    smoothed.forEach((value, at) => {
      result[phase + at * season] = value
    })
  }
  return result
}

function movingMeans(values: Float64Array, window: number): Float64Array {
  const result = new Float64Array(values.length - window + 1)
  let sum = 0
  for (let at = 0; at < values.length; at++) {
    sum += values[at] as number
    if (at >= window) sum -= values[at - window] as number
    if (at >= window - 1) result[at - window + 1] = sum / window
  }
  return result
}

/** Bisquare weights: 1 for a small remainder, 0 beyond six times the median of all. */
function robustWeights(remainder: Float64Array): Float64Array {
  const sizes = remainder.map(Math.abs)
  const sorted = sizes.slice().sort()
  const middle = (sorted.length - 1) / 2
  const limit = 3 * ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number))
  return sizes.map((size) => {
    if (size <= 0.001 * limit) return 1
    return size > 0.999 * limit ? 0 : (1 - (size / limit) ** 2) ** 2
  })
}
