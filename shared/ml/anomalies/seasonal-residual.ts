import { outlierDeviations, robustSpread } from './robust-spread.ts'

/** How a value of a series compares with what was to be expected of it. */
export interface SeasonalResidual {
  readonly expected: number
  /** Robust standard deviations above what was expected, below it with a minus. */
  readonly deviations: number
  /** By which share of the expected value it is off: 0.5 is half as much again, -0.5 half of it; null where nothing was expected. */
  readonly deviationRate: number | null
  readonly isOutlier: boolean
}

/** Seasons that the expected value is the median of. */
const seasonsBack = 8
const fewestSeasons = 4

/**
 * Compares the last value of a regular series (sales a day, `seasonCount` 7) with the same place in the last eight seasons: the expected value
 * is their median; the spread is that of the residuals of the values before it, found in the same way, and never less than the square root of
 * the expected value times `unitSize`, as counts of single orders vary (Poisson). `unitSize` is what one order adds: 1 where orders are counted.
 *
 * Null when there are fewer than four seasons before it.
 */
export function lastSeasonalResidual(
  values: readonly number[],
  seasonCount: number,
  unitSize: number,
): SeasonalResidual | null {
  const last = values.length - 1
  const expected = expectedAt(values, seasonCount, last)
  if (expected === null) return null
  const residuals: number[] = []
  for (let row = Math.max(0, last - seasonsBack * seasonCount); row < last; row++) {
    const before = expectedAt(values, seasonCount, row)
    if (before !== null) residuals.push((values[row] ?? 0) - before)
  }
  // Until residuals are known, how values of the same place differ says as much.
  const spread =
    residuals.length >= seasonCount
      ? robustSpread(residuals).deviation
      : robustSpread(earlierValues(values, seasonCount, last)).deviation
  const deviation = Math.max(spread, Math.sqrt(Math.max(expected, unitSize) * unitSize))
  const residual = (values[last] ?? 0) - expected
  return {
    expected,
    deviations: residual / deviation,
    deviationRate: expected > 0 ? residual / expected : null,
    isOutlier: Math.abs(residual) > outlierDeviations * deviation,
  }
}

function expectedAt(values: readonly number[], seasonCount: number, row: number): number | null {
  const earlier = earlierValues(values, seasonCount, row)
  return earlier.length < fewestSeasons ? null : robustSpread(earlier).median
}

function earlierValues(values: readonly number[], seasonCount: number, row: number): number[] {
  const earlier: number[] = []
  for (let season = 1; season <= seasonsBack; season++) {
    const value = values[row - season * seasonCount]
    if (value !== undefined) earlier.push(value)
  }
  return earlier
}
