import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Forecaster } from '#shared/forecasting/forecaster.ts'
import { arima, automaticArima } from '#shared/forecasting/models/arima.ts'
import { automaticSmoothing } from '#shared/forecasting/models/automatic-smoothing.ts'
import { croston } from '#shared/forecasting/models/croston.ts'
import { drift } from '#shared/forecasting/models/drift.ts'
import { dampedTrend, holt, simpleSmoothing } from '#shared/forecasting/models/exponential-smoothing.ts'
import { movingAverage } from '#shared/forecasting/models/moving-average.ts'
import { naive } from '#shared/forecasting/models/naive.ts'
import { seasonalNaive } from '#shared/forecasting/models/seasonal-naive.ts'
import { seasonallyAdjusted } from '#shared/forecasting/models/seasonally-adjusted.ts'
import { theta } from '#shared/forecasting/models/theta.ts'
import { seasonalPhases } from '#shared/forecasting/season/classical-decomposition.ts'

interface Golden {
  readonly r: string
  /** Version of R's package. */
  readonly forecast: string
  readonly series: Readonly<
    Record<string, { readonly frequency: number; readonly values: readonly number[] }>
  >
  readonly values: readonly {
    readonly model: string
    readonly call: string
    readonly of: string
    readonly forecast: readonly number[]
    /** Sum of squared errors one step ahead. */
    readonly squares?: number
  }[]
  readonly seasons: readonly {
    readonly call: string
    readonly of: string
    readonly phases: readonly number[]
  }[]
}

const file = new URL('r-forecast.golden.json', import.meta.url)
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden

/** How far a forecast may lie from R's, as a share of its mean. What has nothing to search for is exact; each optimiser stops elsewhere, and automatic choices use other criteria. */
const models: Readonly<Record<string, readonly [Forecaster, number]>> = {
  naive: [naive, 1e-9],
  drift: [drift, 1e-9],
  'seasonal-naive': [seasonalNaive, 1e-9],
  'moving-average': [movingAverage(12), 1e-9],
  croston: [croston(0.1), 1e-9],
  theta: [seasonallyAdjusted(theta), 0.011],
  'simple-exponential-smoothing': [simpleSmoothing, 1e-4],
  holt: [holt, 0.03],
  'damped-trend': [dampedTrend, 0.055],
  'automatic-exponential-smoothing': [automaticSmoothing, 0.012],
  arima: [
    arima({
      p: 0,
      q: 1,
      seasonalP: 0,
      seasonalQ: 0,
      differences: 1,
      seasonalDifferences: 0,
      constant: false,
    }),
    0.001,
  ],
  'automatic-arima': [automaticArima, 0.021],
}

describe(`R's forecast ${golden.forecast} (${golden.r})`, () => {
  it.each(golden.values)('forecasts by $call what we do', ({ model, of, forecast, squares }) => {
    const [forecaster, tolerance] = models[model] as (typeof models)[string]
    const { frequency, values } = golden.series[of] as Golden['series'][string]
    const fitted = forecaster.fit(Float64Array.from(values), { season: frequency })
    if (!fitted.ok) throw new Error(fitted.failure.message)
    const ours = fitted.value.forecast(forecast.length)
    const mean = forecast.reduce((sum, value) => sum + value, 0) / forecast.length
    const furthest = Math.max(...forecast.map((value, step) => Math.abs(value - (ours[step] as number))))
    expect(furthest / mean).toBeLessThan(tolerance)
    // A search that ends elsewhere must not have ended worse.
    if (squares !== undefined) {
      const own = fitted.value.residuals.reduce(
        (sum, error) => sum + (Number.isFinite(error) ? error ** 2 : 0),
        0,
      )
      expect(own / squares).toBeLessThan(1.002)
    }
  })

  it.each(golden.seasons)('has the season we have, $call', ({ of, phases }) => {
    const { frequency, values } = golden.series[of] as Golden['series'][string]
    const ours = seasonalPhases(Float64Array.from(values), frequency, 'multiplicative')
    phases.forEach((phase, at) => {
      expect(ours[at]).toBeCloseTo(phase, 8)
    })
  })
})
