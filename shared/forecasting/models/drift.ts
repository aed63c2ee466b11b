import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'

/** The line through the first and the last point, carried on. */
export const drift: Forecaster = {
  name: 'drift',
  fit: (series) =>
    fitWhen(refuseSeries(series, 2), () => {
      const last = series.at(-1) as number
      const slope = (last - (series[0] as number)) / (series.length - 1)
      return {
        residuals: series.slice(1).map((value, at) => value - (series[at] as number) - slope),
        forecast: (horizon) => Float64Array.from({ length: horizon }, (_, at) => last + slope * (at + 1)),
      }
    }),
}
