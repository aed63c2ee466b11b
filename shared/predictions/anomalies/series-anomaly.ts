import { lastSeasonalResidual } from '../../ml/anomalies/seasonal-residual.ts'

/** A day that is out of the ordinary for a shop. */
export interface SeriesAnomaly {
  readonly actual: number
  readonly expected: number
  /** Share of the expected, below it with a minus; null where nothing was expected. */
  readonly deviationRate: number | null
  readonly words: string
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/**
 * Judges the last of a shop's days beside the same weekday of the eight weeks before. `values` are one a day without gaps, the last that of
 * `lastDay` (`2026-11-21`); `typicalOrder` is what one order adds to them: 1 for a count of orders. Told are days that are
 * outliers and off by at least `deviationThreshold` of what was expected.
 *
 * Null when the day is nothing special, or there are fewer than four weeks before it.
 */
export function seriesAnomaly(
  what: string,
  values: readonly number[],
  lastDay: string,
  typicalOrder: number,
  deviationThreshold: number,
): SeriesAnomaly | null {
  const residual = lastSeasonalResidual(values, weekdays.length, typicalOrder)
  if (residual?.isOutlier !== true) return null
  const { expected, deviationRate } = residual
  if (deviationRate !== null && Math.abs(deviationRate) < deviationThreshold) return null
  const weekday = weekdays[new Date(`${lastDay}T00:00:00Z`).getUTCDay()]
  const percent = Math.round(Math.abs(deviationRate ?? 0) * 100)
  const words =
    deviationRate === null
      ? `${what} on a ${weekday}, when there usually are none`
      : `${what} ${percent} % ${deviationRate > 0 ? 'above' : 'below'} a usual ${weekday}`
  return { actual: values.at(-1) ?? 0, expected, deviationRate, words }
}
