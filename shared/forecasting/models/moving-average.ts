import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'

/** The mean of the last `window` points (of all when there are fewer), for every point to come. */
export function movingAverage(window: number): Forecaster {
  return {
    name: `moving-average-${window}`,
    fit: (series) =>
      fitWhen(refuseSeries(series, 1), () => {
        const residuals = new Float64Array(series.length - 1)
        let sum = 0
        for (let at = 0; at < series.length; at++) {
          if (at > 0) residuals[at - 1] = (series[at] as number) - sum / Math.min(at, window)
          sum += series[at] as number
          if (at >= window) sum -= series[at - window] as number
        }
        const recent = series.subarray(Math.max(0, series.length - window))
        const mean = recent.reduce((total, value) => total + value, 0) / recent.length
        return { residuals, forecast: (horizon) => new Float64Array(horizon).fill(mean) }
      }),
  }
}
