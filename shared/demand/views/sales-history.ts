import type { ForecastView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import { periodsBack } from './period.ts'
import { roundUnits } from './round-units.ts'

/** What was sold on each day from `firstDay` on (days since 1970-01-01). All arrays have the same length. */
export interface DailySales {
  readonly firstDay: number
  /** NaN: there was nothing to sell. */
  readonly units: Float64Array
  /** Null: not known. */
  readonly returnedUnits: Float64Array | null
  /** Smallest units of the tenant's currency. */
  readonly revenueMinor: Float64Array
}

/** Sales of the `count` days or weeks up to `asOfDay`, oldest first; none from before the first known day. */
export function salesHistory(
  sales: DailySales,
  asOfDay: number,
  grain: ForecastView['grain'],
  count: number,
): ForecastView['history'] {
  return periodsBack(asOfDay, grain, count, sales.firstDay).map(({ fromDay, toDay }) => {
    const from = Math.max(0, fromDay - sales.firstDay)
    const to = toDay - sales.firstDay + 1
    const known = sales.units.slice(from, to).filter((units) => !Number.isNaN(units))
    return {
      from: dayText(fromDay),
      to: dayText(toDay),
      units: known.length === 0 ? null : roundUnits(sum(known)),
      returnedUnits:
        sales.returnedUnits === null ? null : roundUnits(sum(sales.returnedUnits.slice(from, to))),
      revenueMinor: Math.round(sum(sales.revenueMinor.slice(from, to))),
    }
  })
}

/** Units sold in the `days` up to `asOfDay`; null when there was nothing to sell in any of them, or nothing is known of the first. */
export function unitsOfLastDays(sales: DailySales, asOfDay: number, days: number): number | null {
  const from = asOfDay - days + 1 - sales.firstDay
  if (from < 0) return null
  const known = sales.units.slice(from, from + days).filter((units) => !Number.isNaN(units))
  return known.length === 0 ? null : sum(known)
}

/** Several places together: what was sold in any; nothing to sell only where no place had any. */
export function sumDailySales(parts: readonly DailySales[], asOfDay: number): DailySales {
  const firstDay = parts.reduce((first, part) => Math.min(first, part.firstDay), asOfDay + 1)
  const length = asOfDay - firstDay + 1
  const units = new Float64Array(length).fill(Number.NaN)
  const returnedUnits = new Float64Array(length)
  const revenueMinor = new Float64Array(length)
  for (const part of parts) {
    const shift = part.firstDay - firstDay
    for (let index = 0; index < part.units.length && shift + index < length; index += 1) {
      const day = shift + index
      const sold = part.units[index] ?? Number.NaN
      const before = units[day] ?? Number.NaN
      if (!Number.isNaN(sold)) units[day] = Number.isNaN(before) ? sold : before + sold
      returnedUnits[day] = (returnedUnits[day] ?? 0) + (part.returnedUnits?.[index] ?? 0)
      revenueMinor[day] = (revenueMinor[day] ?? 0) + (part.revenueMinor[index] ?? 0)
    }
  }
  return { firstDay, units, returnedUnits, revenueMinor }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
