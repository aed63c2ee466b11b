import { intervalEnds, intervalScores } from '../intervals/interval.ts'
import type { CoverageCalibration, ForecastSpread } from '../intervals/spread.ts'

/** Errors of many series, each over the scale of its series, with the forecast over the same scale: a thinned-out sample of even density. */
export interface ScorePool {
  scores: number[]
  ratios: number[]
  /** Every so many scores are kept. */
  stride: number
  /** Scores that were offered. */
  seen: number
}

const mostScores = 8192

export function emptyScorePool(): ScorePool {
  return { scores: [], ratios: [], stride: 1, seen: 0 }
}

/** Offers a score; when the pool is full every other one is dropped and from then on every other one is taken. Changes the pool. */
export function addToScorePool(pool: ScorePool, score: number, ratio: number): void {
  if (pool.seen++ % pool.stride !== 0) return
  pool.scores.push(score)
  pool.ratios.push(ratio)
  if (pool.scores.length < mostScores) return
  pool.scores = pool.scores.filter((_, at) => at % 2 === 0)
  pool.ratios = pool.ratios.filter((_, at) => at % 2 === 0)
  pool.stride *= 2
}

/** The scores of a class, sorted, and how its intervals are calibrated. */
export interface PooledScores {
  readonly sorted: Float64Array
  readonly calibration: CoverageCalibration
}

const calibrated = [0.25, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98]
const halvings = 14
const noScores: PooledScores = {
  sorted: new Float64Array(0),
  calibration: { asked: Float64Array.from(calibrated), aimed: Float64Array.from(calibrated) },
}

/**
 * Sorted scores with the coverages to aim at so that intervals that end at zero hold what they promise over the pool itself. That is needed because how errors are spread
 * depends on how near the forecast is to zero, which one list of scores cannot tell.
 */
export function pooledScores({ scores, ratios }: ScorePool): PooledScores {
  if (scores.length === 0) return noScores
  const sorted = Float64Array.from(scores).sort()
  const spread = { scores: sorted, scales: Float64Array.of(1), freedom: Number.POSITIVE_INFINITY }
  const covered = (coverage: number): number => {
    const ends = intervalScores(spread, coverage)
    let inside = 0
    scores.forEach((score, at) => {
      const point = ratios[at] as number
      const [lower, upper] = intervalEnds(point, 1, 0, ends)
      const actual = Math.max(0, point + score)
      if (actual >= lower && actual <= upper) inside++
    })
    return inside / Math.max(1, scores.length)
  }
  const aimed = calibrated.map((coverage) => {
    let low = 0
    let high = 1
    for (let round = 0; round < halvings; round++) {
      const middle = (low + high) / 2
      if (covered(middle) < coverage) low = middle
      else high = middle
    }
    return high
  })
  return { sorted, calibration: { asked: Float64Array.from(calibrated), aimed: Float64Array.from(aimed) } }
}

/** The spread of a series of this `scale` (units), whose errors grow with the step to the power of `growth`. */
export function pooledSpread(
  { sorted, calibration }: PooledScores,
  scale: number,
  growth: number,
  horizon: number,
): ForecastSpread {
  return {
    scores: sorted,
    scales: Float64Array.from({ length: horizon }, (_, step) => scale * (step + 1) ** growth),
    freedom: Number.POSITIVE_INFINITY,
    calibration,
  }
}
