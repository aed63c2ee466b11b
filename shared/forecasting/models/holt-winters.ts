import { fail, succeed } from '../../kernel/result.ts'
import { type Forecaster, refuseSeries } from '../forecaster.ts'
import { fitSmoothing } from '../smoothing/fit-smoothing.ts'

/**
 * Level, trend and season that follow the series (Winters 1960), by least squares. Needs two seasons of points and, where the season
 * multiplies, points above zero.
 */
export function holtWinters(season: 'additive' | 'multiplicative'): Forecaster {
  return {
    name: `holt-winters-${season}`,
    fit(series, shape) {
      const refused = refuseSeries(series, Math.max(4, 2 * shape.season + 1))
      if (refused !== null) return fail(refused)
      if (season === 'multiplicative' && !series.every((value) => value > 0)) {
        return fail({
          kind: 'invalid-data',
          message: 'A multiplied season needs points above zero.',
          retryable: false,
        })
      }
      if (shape.season < 2) {
        return fail({ kind: 'invalid-data', message: 'The series has no season.', retryable: false })
      }
      return succeed(
        fitSmoothing(series, shape.season, {
          error: season === 'additive' ? 'additive' : 'multiplicative',
          trend: 'additive',
          season,
        }),
      )
    },
  }
}
