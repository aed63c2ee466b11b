import type { DemandClass } from '../demand-class.ts'
import { panelOrigins, planBacktest } from '../selection/backtest.ts'
import { emptyScorePool, type PooledScores, pooledScores, type ScorePool } from './score-pool.ts'
import { startOf, tailCandidateNames, tailForecasts } from './tail-candidates.ts'
import { addToWeightPool, type WeightPool } from './weight-pool.ts'

/** What many series taught together: how the tail lane's candidates weigh, and how far off they are for each class of demand. */
export interface PanelModel {
  readonly season: number
  readonly horizon: number
  readonly weights: Float64Array
  /** The error's size at step h is that at the first step times h to this power. */
  readonly growth: number
  /** Errors in units of `seriesScale`; `none` holds all classes and stands in for one with too few. */
  readonly scores: Readonly<Record<DemandClass, PooledScores>>
}

/** What is gathered for the spread: scores by class, and sums for the growth of errors with the step. */
export interface PanelScores {
  readonly classes: Readonly<Record<DemandClass, ScorePool>>
  readonly absolute: Float64Array
}

const fewestScores = 200

/** Adds one series (no gaps) to the pool of weights: its candidates at each origin of its backtest beside what came. Changes the pool. */
export function learnWeights(pool: WeightPool, series: Float64Array, season: number, horizon: number): void {
  const plan = planBacktest(series.length, season, horizon, panelOrigins)
  for (const origin of plan.origins) {
    const known = series.subarray(0, origin)
    // Demand is about as uneven as a Poisson's: its variance goes with its mean. What came later must not be in that mean, or series
    // that rose would weigh less than those that fell.
    const mean = known.reduce((sum, value) => sum + Math.abs(value), 0) / origin
    if (!(mean > 0)) continue
    const table = tailForecasts(known, season, plan.horizon, [origin])
    const forecasts = tailCandidateNames.map((_, of) => {
      const from = startOf(table, 0, of)
      return table.values.subarray(from, from + plan.horizon)
    })
    addToWeightPool(pool, forecasts, series.subarray(origin, origin + plan.horizon), mean)
  }
}

export function emptyPanelScores(horizon: number): PanelScores {
  return {
    classes: {
      none: emptyScorePool(),
      smooth: emptyScorePool(),
      erratic: emptyScorePool(),
      intermittent: emptyScorePool(),
      lumpy: emptyScorePool(),
    },
    absolute: new Float64Array(horizon),
  }
}

/** The model from what was gathered. */
export function panelModel(
  weights: Float64Array,
  { classes, absolute }: PanelScores,
  season: number,
  horizon: number,
): PanelModel {
  const first = absolute[0] as number
  const last = absolute[horizon - 1] as number
  const growth = horizon > 1 && first > 0 && last > 0 ? Math.log(last / first) / Math.log(horizon) : 0
  const steady = Math.max(0.02, Math.min(1, growth))
  // The scores hold all steps together, so the first step's scale is as much below the mean as growth makes it.
  let size = 0
  for (let step = 1; step <= horizon; step++) size += step ** steady / horizon
  const atFirstStep = (pool: ScorePool) =>
    pooledScores({
      ...pool,
      scores: pool.scores.map((score) => score / size),
      ratios: pool.ratios.map((ratio) => ratio / size),
    })
  const all = atFirstStep(classes.none)
  const of = (kind: DemandClass) => (classes[kind].seen < fewestScores ? all : atFirstStep(classes[kind]))
  return {
    season,
    horizon,
    weights,
    growth: steady,
    scores: {
      none: all,
      smooth: of('smooth'),
      erratic: of('erratic'),
      intermittent: of('intermittent'),
      lumpy: of('lumpy'),
    },
  }
}
