import { backRate, longestEndedDays, longestOpenDays, type StockOutEnds } from './goods-back.ts'
import type { SalesSeries } from './sales-series.ts'

const weeksAround = 6
const fewestKnown = 3

/** What was sold day by day of one item in one place, from its first sale on. */
interface KnownDays {
  /** Days since 1970-01-01 of the first number. */
  readonly firstDay: number
  /** NaN where nothing was sold because nothing was there. */
  readonly units: Float64Array
  readonly revenueMinor: Float64Array
}

/**
 * What would have been sold on the days without goods: of each the mean of the same weekday in the six weeks before and after, as far as there were
 * goods ("mean imputation" of what is censored; Weatherford and Polt 2002). A stock-out that goes on counts by the share of the shop's own, as long so far, that ended: else goods that are gone for good were
 * missed for weeks. Those that are longer than four weeks and go on, or were longer than nine, are left alone, as are days with fewer than three such weekdays near. Only days with
 * something; both sums are zero or more.
 *
 * @param ends how the shop's stock-outs went on
 * @param isPlain whether a place may have been open on a day, and has told it; what was sold on other days says nothing, and is not missed
 */
export function missedSales(
  { firstDay, units, revenueMinor }: KnownDays,
  ends: StockOutEnds,
  isPlain: (day: number) => boolean = () => true,
): Pick<SalesSeries, 'days' | 'units' | 'revenueMinor'> {
  const at: number[] = []
  const missedUnits: number[] = []
  const missedMinor: number[] = []
  const isKnown = (other: number) => !Number.isNaN(units[other]) && isPlain(firstDay + other)
  for (let from = 0; from < units.length; from += 1) {
    let to = from
    while (to < units.length && Number.isNaN(units[to])) to += 1
    const isOpen = to === units.length
    const share = isOpen ? backRate(ends, to - from) : 1
    const isMissed = share > 0 && to - from <= (isOpen ? longestOpenDays : longestEndedDays)
    for (let missing = from; missing < to && isMissed; missing += 1) {
      if (!isPlain(firstDay + missing)) continue
      const near = sameWeekdays(units.length, missing).filter(isKnown)
      const usual = meanAt(units, near)
      if (near.length < fewestKnown || !(usual > 0)) continue
      at.push(missing)
      missedUnits.push(share * usual)
      missedMinor.push(share * meanAt(revenueMinor, near))
    }
    from = to
  }
  return {
    days: Int32Array.from(at, (missing) => firstDay + missing),
    units: Float64Array.from(missedUnits),
    revenueMinor: Float64Array.from(missedMinor),
  }
}

/** The days near one, of its weekday. */
function sameWeekdays(dayCount: number, at: number): number[] {
  return Array.from({ length: 2 * weeksAround + 1 }, (_, week) => at + 7 * (week - weeksAround)).filter(
    (other) => other >= 0 && other < dayCount,
  )
}

function meanAt(values: Float64Array, at: readonly number[]): number {
  return at.reduce((sum, each) => sum + (values[each] ?? 0), 0) / Math.max(1, at.length)
}
