import { aimedCoverage, type ForecastSpread, scoreAt } from './spread.ts'

/** The range in which a share `coverage` (0..1) of outcomes is to lie, step by step. */
export interface ForecastInterval {
  readonly coverage: number
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** The coverages that are shown. */
export const usualCoverages = [0.5, 0.8, 0.95] as const

/** The ends of a range in units of the scale: both leave out the same share, or the upper one leaves it out `alone`. */
export interface IntervalScores {
  readonly left: number
  readonly right: number
  readonly alone: number
}

export function intervalScores(spread: ForecastSpread, coverage: number): IntervalScores {
  return {
    left: Math.min(0, scoreAt(spread, (1 - coverage) / 2)),
    right: Math.max(0, scoreAt(spread, (1 + coverage) / 2)),
    alone: Math.max(0, scoreAt(spread, coverage)),
  }
}

/**
 * Lower and upper end around one forecast. Where the lower end meets `floor` (zero for counts) nothing can lie below, and the upper end
 * alone leaves out the share.
 */
export function intervalEnds(
  point: number,
  scale: number,
  floor: number,
  { left, right, alone }: IntervalScores,
): readonly [number, number] {
  const low = point + left * scale
  const high = point + (low < floor ? alone : right) * scale
  return [Math.max(floor, low), Math.max(floor, high)]
}

/** Intervals around forecasts, each around the one before it when coverages rise. */
export function forecastIntervals(
  points: Float64Array,
  spread: ForecastSpread,
  floor: number,
  coverages: readonly number[] = usualCoverages,
): ForecastInterval[] {
  return coverages.map((coverage) => {
    const aimed = spread.calibration === undefined ? coverage : aimedCoverage(spread.calibration, coverage)
    const scores = intervalScores(spread, aimed)
    const lower = new Float64Array(points.length)
    const upper = new Float64Array(points.length)
    points.forEach((point, step) => {
      const ends = intervalEnds(point, spread.scales[step] as number, floor, scores)
      lower[step] = ends[0]
      upper[step] = ends[1]
    })
    return { coverage, lower, upper }
  })
}

/** The value below which a share `probability` (0..1) of outcomes lies, step by step: the stock for a service level. */
export function forecastQuantile(
  points: Float64Array,
  spread: ForecastSpread,
  floor: number,
  probability: number,
): Float64Array {
  const score = scoreAt(spread, probability)
  return points.map((point, step) => Math.max(floor, point + score * (spread.scales[step] as number)))
}
