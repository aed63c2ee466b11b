import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'

/** Every point is as the one a season before. With less than a season of points it is the naive forecast. */
export const seasonalNaive: Forecaster = {
  name: 'seasonal-naive',
  fit: (series, { season }) =>
    fitWhen(refuseSeries(series, 1), () => {
      const lag = series.length >= season ? season : 1
      return {
        residuals: series.slice(lag).map((value, at) => value - (series[at] as number)),
        forecast: (horizon) => repeatSeason(series, season, horizon),
      }
    }),
}

/** The last season of a series over and over; its last point where there is less than a season. */
export function repeatSeason(series: Float64Array, season: number, horizon: number): Float64Array {
  const lag = series.length >= season ? season : 1
  const start = series.length - lag
  const result = new Float64Array(horizon)
  for (let step = 0; step < horizon; step++) result[step] = series[start + (step % lag)] as number
  return result
}
