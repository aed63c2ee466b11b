import { fail, succeed } from '../../kernel/result.ts'
import { type Forecaster, refuseSeries } from '../forecaster.ts'
import { simpleSmoothing } from './exponential-smoothing.ts'

/**
 * ADIDA (Nikolopoulos, Syntetos, Boylan, Petropoulos, Assimakopoulos 2011): intermittent demand is added up over blocks as long as the mean interval between
 * demands, the sums are smoothed, and the forecast of a block is spread evenly over its points.
 */
export const aggregateDisaggregate: Forecaster = {
  name: 'aggregate-disaggregate',
  fit(series, shape) {
    const refused = refuseSeries(series, 2)
    if (refused !== null) return fail(refused)
    const demands = series.reduce((count, value) => (value === 0 ? count : count + 1), 0)
    const interval = demands === 0 ? 1 : Math.round(series.length / demands)
    const block = Math.max(1, Math.min(interval, Math.floor(series.length / 2)))
    const blocks = Math.floor(series.length / block)
    // Blocks end at the last point; points before the first whole block are left out.
    const start = series.length - blocks * block
    const sums = new Float64Array(blocks)
    for (let at = start; at < series.length; at++) {
      const of = Math.floor((at - start) / block)
      sums[of] = (sums[of] as number) + (series[at] as number)
    }
    const smoothed = simpleSmoothing.fit(sums, shape)
    if (!smoothed.ok) return smoothed
    const forecasts = smoothed.value.residuals.map((error, at) => ((sums[at] as number) - error) / block)
    const residuals = series
      .slice(start)
      .map((value, at) => value - (forecasts[Math.floor(at / block)] as number))
    const demand = (smoothed.value.forecast(1)[0] as number) / block
    return succeed({ residuals, forecast: (horizon) => new Float64Array(horizon).fill(demand) })
  },
}
