import type { SoldItem } from '../sales/sale.ts'
import type { ItemSales, SalesSeries } from '../sales/sales-series.ts'

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

/**
 * The days of an item from its sales. Sales after `asOfDay`, and numbers that are none or below zero, do not count; a place without a
 * sale until then is left out.
 *
 * @param stockOut whether nothing could be sold there on a day; asked only for days without a sale
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
  for (const one of all) {
    one.days.forEach((day, of) => {
      if (day < firstDay || day > asOfDay) return
      for (const what of ['units', 'returnedUnits', 'revenueMinor'] as const) {
        sums[what][day - firstDay] = (sums[what][day - firstDay] as number) + countable(one[what][of])
      }
    })
  }
  sums.units.forEach((units, at) => {
    if (units === 0 && stockOut(storeId, firstDay + at)) sums.units[at] = Number.NaN
  })
  return { storeId, firstDay, ...sums }
}

function countable(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0
}
