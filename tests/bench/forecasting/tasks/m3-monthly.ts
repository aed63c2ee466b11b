import { symmetricPercentageError } from '#shared/forecasting/accuracy/percentage-errors.ts'
import { meanAbsoluteScaledError } from '#shared/forecasting/accuracy/scaled-errors.ts'
import { seasonallyAdjusted } from '#shared/forecasting/models/seasonally-adjusted.ts'
import { theta } from '#shared/forecasting/models/theta.ts'
import type { ModelTask } from '../../models/model-figure.ts'
import { coverageOf, forecastAll, meanOf, plainly } from '../forecast-all.ts'
import { readM3Monthly } from '../public-series.ts'

/** All 1,428 monthly series, 18 months ahead: means over the series. */
export const task: ModelTask = {
  name: 'm3-monthly',
  data: 'm3',
  async measure(folder) {
    const series = readM3Monthly(folder)
    const full = forecastAll(series, { season: 12, horizon: 18 })
    const plain = plainly(seasonallyAdjusted(theta), series, 12, 18)
    const smape = (points: readonly Float64Array[]) =>
      meanOf(series, ({ actual }, at) => symmetricPercentageError(actual, points[at] as Float64Array))
    const mase = (points: readonly Float64Array[]) =>
      meanOf(series, ({ actual, history }, at) =>
        meanAbsoluteScaledError(actual, points[at] as Float64Array, history, 12),
      )
    return [
      {
        what: 'M3 monthly: sMAPE',
        ours: smape(full.points),
        goal: { atMost: 13.7 },
        baseline: { name: 'Theta', value: smape(plain) },
        published: 'Theta 13.89, ForecastPro 13.90, Comb S-H-D 14.47',
      },
      {
        what: 'M3 monthly: MASE',
        ours: mase(full.points),
        goal: { atMost: 0.838 },
        baseline: { name: 'Theta', value: mase(plain) },
        published: 'ForecastPro .848, Theta .858',
      },
      ...coverageOf('M3 monthly', series, full.forecasts, Number.NEGATIVE_INFINITY),
      {
        what: 'M3 monthly: full lane, CPU ms a series',
        ours: full.cpuMs,
        goal: { atMost: 5 },
        baseline: null,
        published: 'R ets 544 ms, R auto.arima 3,080 ms (another machine)',
      },
    ]
  },
}
