import { rootMeanSquaredError } from '#shared/forecasting/accuracy/scaled-errors.ts'
import { movingAverage } from '#shared/forecasting/models/moving-average.ts'
import { learnPanel } from '#shared/forecasting/panel/learn-panel.ts'
import { forecastQuickly } from '#shared/forecasting/panel/tail-lane.ts'
import type { ModelTask } from '../../models/model-figure.ts'
import { coverageOf, meanOf, plainly } from '../forecast-all.ts'
import { readCarparts } from '../public-series.ts'

/**
 * 2,674 spare parts, three quarters of the months without demand, a year ahead: the tail lane with a panel of all of them. Means over the series of the root mean squared error;
 * bias is actual minus forecast in units. MASE is left out: forecasting zero wins it.
 */
export const task: ModelTask = {
  name: 'carparts',
  data: 'carparts',
  async measure(folder) {
    const series = readCarparts(folder)
    const panel = learnPanel(
      series.map(({ history }) => history),
      12,
      12,
    )
    const before = process.cpuUsage()
    const forecasts = series.map(({ history }) => {
      const result = forecastQuickly(history, { season: 12, horizon: 12, nonNegative: true }, panel)
      if (!result.ok) throw new Error(result.failure.message)
      return result.value
    })
    const { user, system } = process.cpuUsage(before)
    const average = plainly(movingAverage(12), series, 12, 12)
    const points = forecasts.map((forecast) => forecast.points)
    const rmse = (all: readonly Float64Array[]) =>
      meanOf(series, ({ actual }, at) => rootMeanSquaredError(actual, all[at] as Float64Array))
    const bias = (all: readonly Float64Array[]) =>
      meanOf(series, ({ actual }, at) =>
        actual.reduce((sum, value, step) => sum + (value - (all[at]?.[step] as number)) / actual.length, 0),
      )
    return [
      {
        what: 'carparts: RMSE',
        ours: rmse(points),
        goal: { atMost: 0.725 },
        baseline: { name: 'mean of 12 months', value: rmse(average) },
        published: 'zero .744, SES .767, SBA .872',
      },
      {
        what: 'carparts: bias without sign',
        ours: Math.abs(bias(points)),
        goal: { atMost: 0.05 },
        baseline: { name: 'mean of 12 months', value: Math.abs(bias(average)) },
        published: 'zero .391',
      },
      ...coverageOf('carparts', series, forecasts, 0),
      {
        what: 'carparts: tail lane, CPU ms a series',
        ours: (user + system) / 1000 / series.length,
        goal: { atMost: 0.5 },
        baseline: null,
        published: null,
      },
    ]
  },
}
