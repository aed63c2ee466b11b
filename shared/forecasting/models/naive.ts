import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'

/** Tomorrow is as today. */
export const naive: Forecaster = {
  name: 'naive',
  fit: (series) =>
    fitWhen(refuseSeries(series, 1), () => ({
      residuals: series.slice(1).map((value, at) => value - (series[at] as number)),
      forecast: (horizon) => new Float64Array(horizon).fill(series.at(-1) as number),
    })),
}
