import { fail, succeed } from '../../kernel/result.ts'
import { type FittedForecaster, type Forecaster, refuseSeries } from '../forecaster.ts'
import { type AdjustedSeries, adjustSeason } from '../season/adjust-season.ts'

/** A model that knows no seasons, fitted to the series without its season; the season is put back afterwards. */
export function seasonallyAdjusted(forecaster: Forecaster): Forecaster {
  return {
    name: `seasonally-adjusted-${forecaster.name}`,
    fit(series, { season }) {
      const refused = refuseSeries(series, 1)
      if (refused !== null) return fail(refused)
      const adjusted = adjustSeason(series, season)
      const fitted = forecaster.fit(adjusted.series, { season: 1 })
      return fitted.ok ? succeed(restored(fitted.value, adjusted, series.length, season)) : fitted
    },
  }
}

function restored(
  fitted: FittedForecaster,
  adjusted: AdjustedSeries,
  count: number,
  season: number,
): FittedForecaster {
  const { refit, residuals } = fitted
  return {
    residuals: adjusted.restoreErrors(residuals, count - residuals.length),
    forecast: (horizon) => adjusted.restore(fitted.forecast(horizon), count),
    ...(refit !== undefined && {
      refit(stretches: readonly Float64Array[]) {
        const again = stretches.map((series) => adjustSeason(series, season))
        return refit(again.map(({ series }) => series)).map((inner, of) => {
          const stretch = again[of] as AdjustedSeries
          return inner === null ? null : restored(inner, stretch, stretch.series.length, season)
        })
      },
    }),
  }
}
