import type { ComparedSeries } from './compare-forecast.ts'

/** Sales that lay outside of what 95 of 100 such stretches should have held. */
export interface SalesSurprise {
  readonly kind: 'sales-above' | 'sales-below'
  readonly actual: number
  readonly expected: number
  readonly low: number
  readonly high: number
  /** The units beyond or short of what was expected, in smallest units of the tenant's currency; 0 without a price. */
  readonly worthMinor: number
}

/** Null when sales lay inside. */
export function surpriseOf(
  { actualUnits, expectedUnits, lower95, upper95 }: ComparedSeries,
  unitPriceMinor: number | null,
): SalesSurprise | null {
  if (actualUnits >= lower95 && actualUnits <= upper95) return null
  return {
    kind: actualUnits > upper95 ? 'sales-above' : 'sales-below',
    actual: actualUnits,
    expected: expectedUnits,
    low: lower95,
    high: upper95,
    worthMinor: Math.abs(actualUnits - expectedUnits) * (unitPriceMinor ?? 0),
  }
}

/** Of all that surprises, what is about the most money, at most `most`; what is about less than `leastWorthMinor` is noise among so many series. */
export function worthiest<Surprise extends { readonly worthMinor: number }>(
  surprises: readonly Surprise[],
  leastWorthMinor: number,
  most: number,
): Surprise[] {
  return surprises
    .filter(({ worthMinor }) => worthMinor > 0 && worthMinor >= leastWorthMinor)
    .sort((one, other) => other.worthMinor - one.worthMinor)
    .slice(0, most)
}

const fewestBefore = 4
const driftTimes = 1.3
const driftRate = 0.05

/**
 * The usual error, when the newest one says that forecasts have become worse: a third larger than the median of at least four earlier
 * ones, and by five points of a hundred. Null otherwise.
 *
 * @param wapeRates oldest first, the newest last
 */
export function driftFrom(wapeRates: readonly number[]): number | null {
  const newest = wapeRates.at(-1)
  const before = wapeRates.slice(0, -1).sort((one, other) => one - other)
  if (newest === undefined || before.length < fewestBefore) return null
  const upper = before[before.length >> 1] as number
  const lower = before[(before.length - 1) >> 1] as number
  const usual = (upper + lower) / 2
  return newest > driftTimes * usual && newest > usual + driftRate ? usual : null
}
