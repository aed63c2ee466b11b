import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'
import { fitSmoothing } from '../smoothing/fit-smoothing.ts'

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000), winner of the M3 competition: the mean of the straight line through the series and of simple
 * exponential smoothing of the line with its curvature doubled. For series without a season.
 */
export const theta: Forecaster = {
  name: 'theta',
  fit: (series) =>
    fitWhen(refuseSeries(series, 3), () => {
      const { level, slope } = straightLine(series)
      const doubled = new Float64Array(series.length)
      for (let at = 0; at < series.length; at++) {
        doubled[at] = 2 * (series[at] as number) - (level + slope * at)
      }
      const smoothed = fitSmoothing(doubled, 1, { error: 'additive', trend: 'none', season: 'none' })
      const { residuals } = smoothed
      // Half of each line's forecast: half of the error of the doubled one, since the series is the mean of both.
      for (let at = 0; at < residuals.length; at++) residuals[at] = (residuals[at] as number) / 2
      const line = (at: number) => level + slope * at
      return {
        residuals,
        forecast: (horizon) =>
          smoothed.forecast(horizon).map((value, at) => (value + line(series.length + at)) / 2),
      }
    }),
}

/** The least-squares line through a series, at positions 0, 1, … */
export function straightLine(series: Float64Array): { level: number; slope: number } {
  const count = series.length
  let sum = 0
  let moment = 0
  for (let at = 0; at < count; at++) {
    sum += series[at] as number
    moment += at * (series[at] as number)
  }
  const middle = (count - 1) / 2
  const slope = count < 2 ? 0 : (moment - middle * sum) / ((count * (count * count - 1)) / 12)
  return { level: sum / count - slope * middle, slope }
}
