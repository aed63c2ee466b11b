import type { SoldItem } from '../sales/sale.ts'
import type { ItemSales, SalesSeries } from '../sales/sales-series.ts'
import { withoutSlips } from './without-slips.ts'

/** What was asked for of one item in one place, day by day without gaps, the last day being the newest that is known whole. */
export interface PlaceDemand {
  /** '' online. */
  readonly storeId: string
  /** Days since 1970-01-01 of the first number: the first day with a sale, or the oldest that is looked at. */
  readonly firstDay: number
  /** Units sold, zero or more; NaN where nothing was sold because nothing was there. */
  readonly units: Float64Array
  readonly returnedUnits: Float64Array
  /** Smallest units of the tenant's currency. */
  readonly revenueMinor: Float64Array
}

/** All channels of a place are one. */
export interface ItemDemand extends SoldItem {
  readonly places: readonly PlaceDemand[]
}

/** Three years: older days say little of what comes. */
export const historyDays = 156 * 7
/** A count of nothing in spite of which something sells on two days stands still, or people may order what is not there. */
const wrongFromDays = 2

/**
 * The days of an item from its sales. Sales after `asOfDay`, and numbers that are none or below zero, do not count, and slips of the pen as large days; a place without a
 * sale until then is left out.
 *
 * @param stockOut whether nothing was there on a day, as far as it was counted
 */
export function itemDemand(
  { item, series }: ItemSales,
  asOfDay: number,
  stockOut: (storeId: string, day: number) => boolean = () => false,
): ItemDemand {
  const byPlace = new Map<string, SalesSeries[]>()
  for (const one of series) {
    const others = byPlace.get(one.storeId)
    if (others === undefined) byPlace.set(one.storeId, [one])
    else others.push(one)
  }
  const places = [...byPlace].flatMap(([storeId, all]) => placeDemand(storeId, all, asOfDay, stockOut) ?? [])
  return { ...item, places }
}

function placeDemand(
  storeId: string,
  all: readonly SalesSeries[],
  asOfDay: number,
  stockOut: (storeId: string, day: number) => boolean,
): PlaceDemand | null {
  let first = Number.POSITIVE_INFINITY
  for (const { days, units } of all) {
    const at = days.findIndex((_, of) => countable(units[of]) > 0)
    if (at >= 0) first = Math.min(first, days[at] as number)
  }
  if (!(first <= asOfDay)) return null
  const firstDay = Math.max(first, asOfDay - historyDays + 1)
  const length = asOfDay - firstDay + 1
  const sums = {
    units: new Float64Array(length),
    returnedUnits: new Float64Array(length),
    revenueMinor: new Float64Array(length),
  }
  for (const told of all) {
    const one = { ...told, ...withoutSlips(told) }
    one.days.forEach((day, of) => {
      if (day < firstDay || day > asOfDay) return
      for (const what of ['units', 'returnedUnits', 'revenueMinor'] as const) {
        sums[what][day - firstDay] = (sums[what][day - firstDay] as number) + countable(one[what][of])
      }
    })
  }
  markStockOuts(sums.units, (at) => stockOut(storeId, firstDay + at))
  return { storeId, firstDay, ...sums }
}

/** Days of one stock-out without a sale are missing, unless so much was sold in it that the count must be wrong. */
function markStockOuts(units: Float64Array, isOut: (at: number) => boolean): void {
  for (let from = 0; from < units.length; from += 1) {
    let to = from
    while (to < units.length && isOut(to)) to += 1
    const stretch = units.subarray(from, to)
    if (stretch.filter((sold) => sold > 0).length < wrongFromDays) {
      stretch.forEach((sold, at) => {
        if (sold === 0) stretch[at] = Number.NaN
      })
    }
    from = to
  }
}

function countable(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0
}
