import { fail, type Result, succeed } from '../../kernel/result.ts'
import { type ForecastFailure, refuseSeries } from '../forecaster.ts'
import { fillGaps } from '../series/fill-gaps.ts'
import { tameSpikes } from '../series/tame-spikes.ts'
import { type ForecastRequest, longestHorizon } from './series-forecast.ts'

/** A series that every model can take. */
export interface PreparedSeries {
  readonly series: Float64Array
  readonly repaired: { readonly gaps: number; readonly spikes: number }
  readonly allZero: boolean
}

/**
 * The newest `mostPoints` of a series with gaps filled and impossible points lowered. Fails when nothing is known, for an infinite or absurd value, and for
 * a season or a horizon that is none.
 */
export function prepareSeries(
  history: Float64Array,
  { season, longerSeasons = [], horizon }: ForecastRequest,
  mostPoints: number,
): Result<PreparedSeries, ForecastFailure> {
  const wrong = [season, ...longerSeasons, horizon].find((count) => !Number.isInteger(count) || count < 1)
  if (wrong !== undefined || horizon > longestHorizon) {
    const message = `Seasons are whole numbers from 1 on, and horizons from 1 to ${longestHorizon}.`
    return fail({ kind: 'invalid-data', message, retryable: false })
  }
  const recent = history.subarray(Math.max(0, history.length - mostPoints))
  const filled = fillGaps(recent, season)
  const refused = refuseSeries(filled.series, 1)
  if (refused !== null) return fail(refused)
  const tamed = tameSpikes(filled.series)
  return succeed({
    series: tamed.series,
    repaired: { gaps: filled.gaps, spikes: tamed.spikes },
    allZero: tamed.series.every((value) => value === 0),
  })
}
