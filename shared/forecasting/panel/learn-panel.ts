import { classifyDemand } from '../demand-class.ts'
import {
  emptyPanelScores,
  learnWeights,
  type PanelModel,
  type PanelScores,
  panelModel,
} from './panel-model.ts'
import { addToScorePool } from './score-pool.ts'
import { seriesScale } from './series-scale.ts'
import { tailCandidateNames } from './tail-candidates.ts'
import { forecastQuickly } from './tail-lane.ts'
import { emptyWeightPool, poolWeights } from './weight-pool.ts'

const scoredOrigins = 2
const fewestKnown = 8

/**
 * Adds the errors of one series (no gaps) to the scores: those that the tail lane makes with these weights from one horizon and from two horizons before the end. Changes the
 * scores.
 */
export function learnScores(
  scores: PanelScores,
  weights: Float64Array,
  series: Float64Array,
  season: number,
  horizon: number,
): void {
  const model = panelModel(weights, emptyPanelScores(horizon), season, horizon)
  for (let back = 1; back <= scoredOrigins; back++) {
    const origin = series.length - back * horizon
    if (origin < fewestKnown) return
    const known = series.subarray(0, origin)
    const scale = seriesScale(known)
    const forecast = forecastQuickly(known, { season, horizon }, model)
    if (!(scale > 0) || !forecast.ok) continue
    const { kind } = classifyDemand(known)
    forecast.value.points.forEach((point, step) => {
      const score = ((series[origin + step] as number) - point) / scale
      const ratio = point / scale
      addToScorePool(scores.classes[kind], score, ratio)
      if (kind !== 'none') addToScorePool(scores.classes.none, score, ratio)
      scores.absolute[step] = (scores.absolute[step] as number) + Math.abs(score)
    })
  }
}

/** Everything in one go, for series (no gaps) that fit into memory; larger panels add part after part to the same pools. */
export function learnPanel(all: readonly Float64Array[], season: number, horizon: number): PanelModel {
  const pool = emptyWeightPool(tailCandidateNames.length)
  for (const series of all) learnWeights(pool, series, season, horizon)
  const weights = poolWeights(pool)
  const scores = emptyPanelScores(horizon)
  for (const series of all) learnScores(scores, weights, series, season, horizon)
  return panelModel(weights, scores, season, horizon)
}
