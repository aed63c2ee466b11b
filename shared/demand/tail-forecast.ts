import type { Forecaster, ForecastFailure } from '../forecasting/forecaster.ts'
import type { PanelModel } from '../forecasting/panel/panel-model.ts'
import { forecastQuickly } from '../forecasting/panel/tail-lane.ts'
import type { SeriesForecast } from '../forecasting/selection/series-forecast.ts'
import { type Result, succeed } from '../kernel/result.ts'
import { outlookBlocks } from './outlook.ts'

/**
 * The tail lane's candidates are levels, and weighed by what they were worth over so many blocks: those that most orders are about, and the more origins to test them
 * from.
 */
export const tailHorizon = 4

const request = { season: 1, horizon: tailHorizon, nonNegative: true }

/** The quick forecast of plain blocks, which has no season left in it and so goes on level to the end of the outlook. */
export function forecastTail(
  blocks: Float64Array,
  panel: PanelModel,
): Result<SeriesForecast, ForecastFailure> {
  const forecast = forecastQuickly(blocks, request, panel)
  if (!forecast.ok) return forecast
  const { points } = forecast.value
  const level = points.at(-1) as number
  return succeed({
    ...forecast.value,
    points: Float64Array.from({ length: outlookBlocks }, (_, block) => points[block] ?? level),
  })
}

/** The same as a model among others. */
export function tailForecaster(panel: PanelModel): Forecaster {
  return {
    name: 'quick-levels',
    fit(blocks) {
      const forecast = forecastTail(blocks, panel)
      if (!forecast.ok) return forecast
      const { points } = forecast.value
      return succeed({ forecast: (horizon) => points.slice(0, horizon), residuals: new Float64Array(0) })
    },
  }
}
