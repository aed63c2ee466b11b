import { expect, it } from 'vitest'
import { symmetricPercentageError } from '#shared/forecasting/accuracy/percentage-errors.ts'
import { meanAbsoluteScaledError } from '#shared/forecasting/accuracy/scaled-errors.ts'
import type { Forecaster } from '#shared/forecasting/forecaster.ts'
import { combination } from '#shared/forecasting/models/combination.ts'
import { dampedTrend, holt, simpleSmoothing } from '#shared/forecasting/models/exponential-smoothing.ts'
import { naive } from '#shared/forecasting/models/naive.ts'
import { seasonallyAdjusted } from '#shared/forecasting/models/seasonally-adjusted.ts'
import { theta } from '#shared/forecasting/models/theta.ts'
import { meanOf, plainly } from '#tests/bench/forecasting/forecast-all.ts'
import { type PublicSeries, readM3Monthly, readM4Weekly } from '#tests/bench/forecasting/public-series.ts'
import { publicDataFolder } from '#tests/bench/models/public-data.ts'

const m4 = publicDataFolder('m4')
const m3 = publicDataFolder('m3')
const combined = combination('comb', [simpleSmoothing, holt, dampedTrend], 'mean')

function rowOf(model: Forecaster, series: PublicSeries[], season: number, horizon: number, lag: number) {
  const points = plainly(model, series, season, horizon)
  return {
    smape: meanOf(series, ({ actual }, at) => symmetricPercentageError(actual, points[at] as Float64Array)),
    mase: meanOf(series, ({ actual, history }, at) =>
      meanAbsoluteScaledError(actual, points[at] as Float64Array, history, lag),
    ),
  }
}

// Rows of the organisers' table (Mcompetitions/M4-methods, Evaluation and Ranks.xlsx). Their code takes each optimum from R's optimiser, hence the
// last digits.
it.skipIf(m4 === undefined).each([
  ['Naive 2', naive, 9.161, 2.777, 0.001],
  ['SES', simpleSmoothing, 9.012, 2.685, 0.002],
  ['Theta', theta, 9.093, 2.637, 0.002],
  ['Holt', holt, 9.708, 2.42, 0.05],
  ['Damped', dampedTrend, 8.866, 2.404, 0.05],
  ['Comb', combined, 8.944, 2.432, 0.01],
] as const)('the M4 weekly row of %s comes out as published', (_, model, smape, mase, tolerance) => {
  const row = rowOf(model, readM4Weekly(m4 as string), 1, 13, 1)
  expect(Math.abs(row.smape - smape)).toBeLessThan(tolerance)
  expect(Math.abs(row.mase - mase)).toBeLessThan(tolerance)
})

it.skipIf(m3 === undefined)('the M3 monthly row of Theta comes out as published, 13.89', () => {
  const row = rowOf(seasonallyAdjusted(theta), readM3Monthly(m3 as string), 12, 18, 12)
  expect(Math.abs(row.smape - 13.89)).toBeLessThan(0.015)
  expect(Math.abs(row.mase - 0.858)).toBeLessThan(0.006)
})
