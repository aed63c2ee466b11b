import type { SalesSeries } from './sales-series.ts'

/** Goods that are out for longer, and still are, are not sold any more. So it is with places that tell nothing. */
const longestOpenDays = 28
/** Goods that were out for longer, and came back, are those of a season. */
const longestEndedDays = 63
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
 * goods ("mean imputation" of what is censored; Weatherford and Polt 2002). Stock-outs that are longer than four weeks and go on, or were longer than nine, are left alone, as are days
 * with fewer than three such weekdays near. Only days with something; both sums are zero or more.
 */
export function missedSales({
  firstDay,
  units,
  revenueMinor,
}: KnownDays): Pick<SalesSeries, 'days' | 'units' | 'revenueMinor'> {
  const at: number[] = []
  const missedUnits: number[] = []
  const missedMinor: number[] = []
  for (let from = 0; from < units.length; from += 1) {
    let to = from
    while (to < units.length && Number.isNaN(units[to])) to += 1
    const longest = to === units.length ? longestOpenDays : longestEndedDays
    for (let missing = from; missing < to && to - from <= longest; missing += 1) {
      const near = sameWeekdays(units, missing)
      const usual = meanAt(units, near)
      if (near.length < fewestKnown || !(usual > 0)) continue
      at.push(missing)
      missedUnits.push(usual)
      missedMinor.push(meanAt(revenueMinor, near))
    }
    from = to
  }
  return {
    days: Int32Array.from(at, (missing) => firstDay + missing),
    units: Float64Array.from(missedUnits),
    revenueMinor: Float64Array.from(missedMinor),
  }
}

/** The days near one, of its weekday, of which it is known what they sold. */
function sameWeekdays(units: Float64Array, at: number): number[] {
  const near: number[] = []
  for (let week = -weeksAround; week <= weeksAround; week += 1) {
    const other = at + 7 * week
    if (other >= 0 && other < units.length && !Number.isNaN(units[other])) near.push(other)
  }
  return near
}

function meanAt(values: Float64Array, at: readonly number[]): number {
  return at.reduce((sum, each) => sum + (values[each] ?? 0), 0) / Math.max(1, at.length)
}
