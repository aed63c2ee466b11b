import { fail, succeed } from '../../kernel/result.ts'
import { type Forecaster, refuseSeries } from '../forecaster.ts'

/** Share of the newest size and interval in the smoothed ones, as in Croston (1972). */
const usualRate = 0.1

/**
 * Croston's method for intermittent demand (1972): sizes and intervals are smoothed apart, and their ratio is the mean demand of a point. A series
 * without any demand forecasts zero.
 */
export function croston(rate = usualRate): Forecaster {
  return crostonWith('croston', rate, 1)
}

/** Croston's method with the correction of its upward bias by Syntetos and Boylan (2005). */
export function syntetosBoylan(rate = usualRate): Forecaster {
  return crostonWith('syntetos-boylan', rate, 1 - rate / 2)
}

function crostonWith(name: string, rate: number, correction: number): Forecaster {
  return {
    name,
    fit(series) {
      const refused = refuseSeries(series, 1)
      if (refused !== null) return fail(refused)
      let size = 0
      let interval = 0
      let since = 1
      const residuals = new Float64Array(series.length)
      for (let at = 0; at < series.length; at++) {
        const value = series[at] as number
        residuals[at] = value - (interval === 0 ? 0 : (correction * size) / interval)
        if (value === 0) {
          since++
          continue
        }
        // The first demand starts both, as if it had come at its own interval.
        size += interval === 0 ? value : rate * (value - size)
        interval += interval === 0 ? since : rate * (since - interval)
        since = 1
      }
      const demand = interval === 0 ? 0 : (correction * size) / interval
      return succeed({ residuals, forecast: (horizon) => new Float64Array(horizon).fill(demand) })
    },
  }
}
