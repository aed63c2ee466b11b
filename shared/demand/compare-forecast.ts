import type { DailySeries } from './demand-rhythm.ts'
import type { OpenOutlook } from './open-outlook.ts'

/** What was said of some days of one series, and what came. Units of all those days together. */
export interface ComparedSeries {
  readonly actualUnits: number
  readonly expectedUnits: number
  readonly middleUnits: number
  readonly lower80: number
  readonly upper80: number
  readonly lower95: number
  readonly upper95: number
  /** As many as in the same number of days before. */
  readonly naiveUnits: number
  /** Mean absolute and mean squared difference of such stretches one after the other, until the forecast; null: fewer than two, or always the same. */
  readonly absoluteScale: number | null
  readonly squaredScale: number | null
}

/** Sums of what was compared; those of parts add up. Plain data. */
export interface AccuracySums {
  seriesCount: number
  actualUnits: number
  absoluteErrors: number
  errors: number
  naiveAbsoluteErrors: number
  pinball: number
  inside80: number
  inside95: number
  scaledCount: number
  absoluteScaled: number
  squaredScaled: number
}

/** The measures of a group of forecasts; null where nothing was sold, or no series had a scale. */
export interface Accuracy {
  readonly seriesCount: number
  readonly actualUnits: number
  readonly wapeRate: number | null
  readonly biasRate: number | null
  readonly rmsse: number | null
  readonly mase: number | null
  readonly pinballRate: number | null
  readonly coverage80Rate: number | null
  readonly coverage95Rate: number | null
  readonly naiveWapeRate: number | null
}

const scaleWindows = 13

/**
 * Sets an outlook beside the days that followed it: the first `horizonDays` after `asOfDay`. Days on which nothing could be sold count on neither side. Null when the series does not reach that
 * far, or less than half of the days are known.
 *
 * @param series from before `asOfDay` to the last of those days or later
 */
export function compareForecast(
  outlook: OpenOutlook,
  series: DailySeries,
  asOfDay: number,
  horizonDays: number,
): ComparedSeries | null {
  const from = asOfDay + 1 - series.firstDay
  if (from + horizonDays > series.units.length) return null
  let actualUnits = 0
  let expectedUnits = 0
  let known = 0
  for (let offset = 0; offset < horizonDays; offset++) {
    const value = series.units[from + offset] ?? 0
    if (Number.isNaN(value)) continue
    known++
    actualUnits += value
    expectedUnits += outlook.expectedUnits(offset, 1)
  }
  if (known * 2 < horizonDays) return null
  const whole = outlook.expectedUnits(0, horizonDays)
  const share = whole > 0 ? expectedUnits / whole : known / horizonDays
  const of80 = outlook.interval(0, horizonDays, 0.8)
  const of95 = outlook.interval(0, horizonDays, 0.95)
  return {
    actualUnits,
    expectedUnits,
    middleUnits: share * outlook.quantile(0, horizonDays, 0.5),
    lower80: share * of80.lower,
    upper80: share * of80.upper,
    lower95: share * of95.lower,
    upper95: share * of95.upper,
    naiveUnits: (known / horizonDays) * stretchUnits(series.units, from, horizonDays),
    ...scalesBefore(series.units, from, horizonDays),
  }
}

export function emptyAccuracySums(): AccuracySums {
  return {
    seriesCount: 0,
    actualUnits: 0,
    absoluteErrors: 0,
    errors: 0,
    naiveAbsoluteErrors: 0,
    pinball: 0,
    inside80: 0,
    inside95: 0,
    scaledCount: 0,
    absoluteScaled: 0,
    squaredScaled: 0,
  }
}

/** Changes the sums. */
export function addToAccuracySums(sums: AccuracySums, compared: ComparedSeries): void {
  const { actualUnits, expectedUnits, absoluteScale, squaredScale } = compared
  const error = expectedUnits - actualUnits
  sums.seriesCount++
  sums.actualUnits += actualUnits
  sums.errors += error
  sums.absoluteErrors += Math.abs(error)
  sums.naiveAbsoluteErrors += Math.abs(compared.naiveUnits - actualUnits)
  const losses =
    pinball(actualUnits, compared.lower80, 0.1) +
    pinball(actualUnits, compared.middleUnits, 0.5) +
    pinball(actualUnits, compared.upper80, 0.9)
  sums.pinball += losses / 3
  if (actualUnits >= compared.lower80 && actualUnits <= compared.upper80) sums.inside80++
  if (actualUnits >= compared.lower95 && actualUnits <= compared.upper95) sums.inside95++
  if (absoluteScale === null || squaredScale === null) return
  sums.scaledCount++
  sums.absoluteScaled += Math.abs(error) / absoluteScale
  sums.squaredScaled += Math.abs(error) / Math.sqrt(squaredScale)
}

/** Adds other sums to the first. */
export function mergeAccuracySums(sums: AccuracySums, other: AccuracySums): void {
  for (const name of Object.keys(other) as (keyof AccuracySums)[]) sums[name] += other[name]
}

export function accuracyOf(sums: AccuracySums): Accuracy {
  const perUnit = (sum: number) => (sums.actualUnits > 0 ? sum / sums.actualUnits : null)
  const perSeries = (sum: number) => (sums.seriesCount > 0 ? sum / sums.seriesCount : null)
  const perScaled = (sum: number) => (sums.scaledCount > 0 ? sum / sums.scaledCount : null)
  return {
    seriesCount: sums.seriesCount,
    actualUnits: sums.actualUnits,
    wapeRate: perUnit(sums.absoluteErrors),
    biasRate: perUnit(sums.errors),
    rmsse: perScaled(sums.squaredScaled),
    mase: perScaled(sums.absoluteScaled),
    pinballRate: perUnit(sums.pinball),
    coverage80Rate: perSeries(sums.inside80),
    coverage95Rate: perSeries(sums.inside95),
    naiveWapeRate: perUnit(sums.naiveAbsoluteErrors),
  }
}

function pinball(actual: number, quantile: number, probability: number): number {
  return actual >= quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual)
}

/** Units of the `dayCount` days before position `to`, those that are missing as the mean of the others; before the first day nothing was sold. */
function stretchUnits(units: Float64Array, to: number, dayCount: number): number {
  let sum = 0
  let missing = 0
  for (let at = to - dayCount; at < to; at++) {
    const value = units[at] ?? 0
    if (Number.isNaN(value)) missing++
    else sum += value
  }
  return missing < dayCount ? (sum * dayCount) / (dayCount - missing) : 0
}

function scalesBefore(units: Float64Array, to: number, dayCount: number) {
  let absolute = 0
  let squares = 0
  let count = 0
  let later = stretchUnits(units, to, dayCount)
  for (let window = 1; window <= scaleWindows; window++) {
    const end = to - window * dayCount
    if (end < dayCount) break
    const earlier = stretchUnits(units, end, dayCount)
    absolute += Math.abs(later - earlier)
    squares += (later - earlier) ** 2
    count++
    later = earlier
  }
  return squares > 0
    ? { absoluteScale: absolute / count, squaredScale: squares / count }
    : { absoluteScale: null, squaredScale: null }
}
