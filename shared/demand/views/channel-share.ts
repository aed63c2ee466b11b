import type { SalesSeries } from '../../sales/sales-series.ts'
import type { OpenOutlook } from '../open-outlook.ts'
import { outlookDays } from '../outlook.ts'
import { withoutSlips } from '../without-slips.ts'

/**
 * Which share of the units sold in the 91 days up to `asOfDay` went through a channel, 0 to 1, without slips of the pen. Zero when nothing was sold.
 * `storeId` undefined: in all places.
 */
export function channelShare(
  series: readonly SalesSeries[],
  channel: string,
  storeId: string | undefined,
  asOfDay: number,
): number {
  let all = 0
  let through = 0
  for (const one of series) {
    const { days, channel: of, storeId: place } = one
    if (storeId !== undefined && place !== storeId) continue
    const sold = withoutSlips(one).units.reduce((sum, value, index) => {
      const age = asOfDay - (days[index] ?? 0)
      return age >= 0 && age < outlookDays ? sum + Math.max(0, value) : sum
    }, 0)
    all += sold
    if (of === channel) through += sold
  }
  return all > 0 ? through / all : 0
}

/** The same of sums: of what was sold in the last 91 days of `whole`, the share of `through`. */
export function channelShareOfDays(whole: ArrayLike<number>, through: ArrayLike<number>): number {
  const all = lastUnits(whole)
  return all > 0 ? Math.min(1, lastUnits(through) / all) : 0
}

/** Days of which nothing is known do not count. */
function lastUnits(days: ArrayLike<number>): number {
  let sum = 0
  for (let at = Math.max(0, days.length - outlookDays); at < days.length; at++) {
    const units = days[at] as number
    if (units > 0) sum += units
  }
  return sum
}

/** The share of an outlook: what is expected and how far off it may be, made smaller alike. */
export function shareOfOutlook(outlook: OpenOutlook, share: number): OpenOutlook {
  if (share === 1) return outlook
  return {
    expectedUnits: (fromOffset, dayCount) => share * outlook.expectedUnits(fromOffset, dayCount),
    quantile: (fromOffset, dayCount, probability) =>
      share * outlook.quantile(fromOffset, dayCount, probability),
    interval: (fromOffset, dayCount, coverageRate) => {
      const { lower, upper } = outlook.interval(fromOffset, dayCount, coverageRate)
      return { lower: share * lower, upper: share * upper }
    },
  }
}
