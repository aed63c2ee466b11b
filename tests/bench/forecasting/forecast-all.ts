import { coverageRate } from '#shared/forecasting/accuracy/interval-scores.ts'
import type { Forecaster } from '#shared/forecasting/forecaster.ts'
import { forecastIntervals } from '#shared/forecasting/intervals/interval.ts'
import { forecastFully } from '#shared/forecasting/selection/full-lane.ts'
import type { ForecastRequest, SeriesForecast } from '#shared/forecasting/selection/series-forecast.ts'
import type { ModelFigure } from '../models/model-figure.ts'
import type { PublicSeries } from './public-series.ts'

/** The full lane on every series, and the CPU time a series took. */
export function forecastAll(series: readonly PublicSeries[], request: ForecastRequest) {
  const before = process.cpuUsage()
  const forecasts = series.map(({ history }) => {
    const result = forecastFully(history, request)
    if (!result.ok) throw new Error(result.failure.message)
    return result.value
  })
  const { user, system } = process.cpuUsage(before)
  return {
    forecasts,
    points: forecasts.map(({ points }) => points),
    cpuMs: (user + system) / 1000 / series.length,
  }
}

/** One plain model on every series. */
export function plainly(
  model: Forecaster,
  series: readonly PublicSeries[],
  season: number,
  horizon: number,
): Float64Array[] {
  return series.map(({ history }) => {
    const fitted = model.fit(history, { season })
    if (!fitted.ok) throw new Error(fitted.failure.message)
    return fitted.value.forecast(horizon)
  })
}

/** The mean of what is known of each; null is left out. */
export function meanOf<Item>(
  items: readonly Item[],
  measure: (item: Item, at: number) => number | null,
): number {
  const known = items.map(measure).filter((value) => value !== null)
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

/** The share of what came that lay inside each interval, beside what it promised. */
export function coverageOf(
  what: string,
  series: readonly PublicSeries[],
  forecasts: readonly SeriesForecast[],
  floor: number,
): ModelFigure[] {
  const shares = new Map<number, number>()
  forecasts.forEach(({ points, spread }, at) => {
    const { actual } = series[at] as PublicSeries
    for (const { coverage, lower, upper } of forecastIntervals(points, spread, floor)) {
      const share = coverageRate(actual, lower, upper) / series.length
      shares.set(coverage, (shares.get(coverage) ?? 0) + share)
    }
  })
  return [...shares].map(([coverage, share]) => ({
    what: `${what}: share inside the ${coverage * 100} % interval`,
    ours: share,
    goal: coverage === 0.8 ? { atLeast: 0.76 } : null,
    baseline: { name: 'promised', value: coverage },
    published: null,
  }))
}
