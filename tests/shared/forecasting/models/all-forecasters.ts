import type { Forecaster } from '#shared/forecasting/forecaster.ts'
import { aggregateDisaggregate } from '#shared/forecasting/models/aggregate-disaggregate.ts'
import { automaticArima } from '#shared/forecasting/models/arima.ts'
import { automaticSmoothing } from '#shared/forecasting/models/automatic-smoothing.ts'
import { combination } from '#shared/forecasting/models/combination.ts'
import { croston, syntetosBoylan } from '#shared/forecasting/models/croston.ts'
import { drift } from '#shared/forecasting/models/drift.ts'
import { dynamicOptimisedTheta } from '#shared/forecasting/models/dynamic-optimised-theta.ts'
import { dampedTrend, holt, simpleSmoothing } from '#shared/forecasting/models/exponential-smoothing.ts'
import { holtWinters } from '#shared/forecasting/models/holt-winters.ts'
import { movingAverage } from '#shared/forecasting/models/moving-average.ts'
import { multipleSeasons } from '#shared/forecasting/models/multiple-seasons.ts'
import { naive } from '#shared/forecasting/models/naive.ts'
import { seasonalNaive } from '#shared/forecasting/models/seasonal-naive.ts'
import { seasonallyAdjusted } from '#shared/forecasting/models/seasonally-adjusted.ts'
import { teunterSyntetosBabai } from '#shared/forecasting/models/teunter-syntetos-babai.ts'
import { theta } from '#shared/forecasting/models/theta.ts'

/** Models that follow a trend, and so carry a straight line on. */
export const trendForecasters: readonly Forecaster[] = [drift, holt, automaticSmoothing, automaticArima]

export const allForecasters: readonly Forecaster[] = [
  ...trendForecasters,
  naive,
  seasonalNaive,
  movingAverage(4),
  simpleSmoothing,
  dampedTrend,
  holtWinters('additive'),
  holtWinters('multiplicative'),
  theta,
  dynamicOptimisedTheta,
  seasonallyAdjusted(theta),
  multipleSeasons(simpleSmoothing),
  croston(),
  syntetosBoylan(),
  teunterSyntetosBabai(),
  aggregateDisaggregate,
  combination('mean-of-three', [naive, theta, holt], 'mean'),
  combination('median-of-three', [naive, theta, holt], 'median'),
  combination('weighted', [naive, theta], [1, 3]),
]
