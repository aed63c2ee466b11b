import { symmetricPercentageError } from '#shared/forecasting/accuracy/percentage-errors.ts'
import {
  meanAbsoluteScaledError,
  overallWeightedAverage,
} from '#shared/forecasting/accuracy/scaled-errors.ts'
import { naive } from '#shared/forecasting/models/naive.ts'
import { theta } from '#shared/forecasting/models/theta.ts'
import type { ModelTask } from '../../models/model-figure.ts'
import { coverageOf, forecastAll, meanOf, plainly } from '../forecast-all.ts'
import { readM4Weekly } from '../public-series.ts'

/** All 359 weekly series, 13 weeks ahead, scored as in the competition (weeks count as having no season, so Naive 2 is naive). */
export const task: ModelTask = {
  name: 'm4-weekly',
  data: 'm4',
  async measure(folder) {
    const series = readM4Weekly(folder)
    const full = forecastAll(series, { season: 52, horizon: 13 })
    const scores = (points: readonly Float64Array[]) => ({
      smape: meanOf(series, ({ actual }, at) => symmetricPercentageError(actual, points[at] as Float64Array)),
      mase: meanOf(series, ({ actual, history }, at) =>
        meanAbsoluteScaledError(actual, points[at] as Float64Array, history, 1),
      ),
    })
    const benchmark = scores(plainly(naive, series, 1, 13))
    return [
      {
        what: 'M4 weekly: OWA',
        ours: overallWeightedAverage(scores(full.points), benchmark),
        goal: { atMost: 0.85 },
        baseline: {
          name: 'Theta',
          value: overallWeightedAverage(scores(plainly(theta, series, 1, 13)), benchmark),
        },
        published: 'Forecast Pro .739, Petropoulos-Svetunkov .751, Smyl .851, Damped .917',
      },
      ...coverageOf('M4 weekly', series, full.forecasts, Number.NEGATIVE_INFINITY),
      {
        what: 'M4 weekly: full lane, CPU ms a series (up to 416 weeks are read)',
        ours: full.cpuMs,
        goal: { atMost: 5 },
        baseline: null,
        published: null,
      },
    ]
  },
}
