import type { ForecastView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { OpenOutlook } from '../open-outlook.ts'
import { type Period, periodsAhead } from './period.ts'
import { roundUnits } from './round-units.ts'

export type ForecastGrain = ForecastView['grain']

/** In so many cases of all, sales fall into the intervals that are shown. */
const coverageRates = [0.5, 0.8, 0.95] as const

/**
 * What is expected in each of the `count` days or weeks after `asOfDay` (days since 1970-01-01). `unitPriceMinor`: smallest units
 * of the tenant's currency for one unit; null: nobody knows, and revenue is null too.
 */
export function forecastPoints(
  outlook: OpenOutlook,
  asOfDay: number,
  grain: ForecastGrain,
  count: number,
  unitPriceMinor: number | null,
): ForecastView['points'] {
  return periodsAhead(asOfDay, grain, count).map((period) =>
    forecastPoint(outlook, asOfDay, period, unitPriceMinor),
  )
}

function forecastPoint(
  outlook: OpenOutlook,
  asOfDay: number,
  { fromDay, toDay }: Period,
  unitPriceMinor: number | null,
): ForecastView['points'][number] {
  const fromOffset = fromDay - asOfDay - 1
  const dayCount = toDay - fromDay + 1
  const units = outlook.expectedUnits(fromOffset, dayCount)
  return {
    from: dayText(fromDay),
    to: dayText(toDay),
    units: roundUnits(units),
    revenueMinor: unitPriceMinor === null ? null : Math.round(units * unitPriceMinor),
    intervals: coverageRates.map((coverageRate) => {
      const { lower, upper } = outlook.interval(fromOffset, dayCount, coverageRate)
      return { coverageRate, lower: roundUnits(lower), upper: roundUnits(upper) }
    }),
  }
}
