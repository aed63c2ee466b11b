import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'
import { fitSmoothing } from '../smoothing/fit-smoothing.ts'

const plain = { error: 'additive', season: 'none' } as const

/** Simple exponential smoothing: a level that follows the series (Brown 1956), by least squares. */
export const simpleSmoothing: Forecaster = {
  name: 'simple-exponential-smoothing',
  fit: (series) =>
    fitWhen(refuseSeries(series, 2), () => fitSmoothing(series, 1, { ...plain, trend: 'none' })),
}

/** Holt's linear trend (Holt 1957), by least squares. */
export const holt: Forecaster = {
  name: 'holt',
  fit: (series) =>
    fitWhen(refuseSeries(series, 4), () => fitSmoothing(series, 1, { ...plain, trend: 'additive' })),
}

/** Holt's trend that fades by a constant factor a step (Gardner and McKenzie 1985), by least squares. */
export const dampedTrend: Forecaster = {
  name: 'damped-trend',
  fit: (series) =>
    fitWhen(refuseSeries(series, 4), () => fitSmoothing(series, 1, { ...plain, trend: 'damped' })),
}
