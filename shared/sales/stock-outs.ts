import type { StockDayRow } from '../database/tables/sales.ts'
import { dayNumber } from './day-number.ts'

/** By place ('' for the shop as a whole): the days since 1970-01-01 on which there was nothing to sell. Only places that count. */
export type StockOuts = ReadonlyMap<string, ReadonlySet<number>>

/**
 * The days, of two and those between, on which nothing of an item was there to be sold in a place: from a last count of nothing until a
 * count of something. A day on which anything was counted is none of them. Before the first count nobody knows.
 *
 * @param counts of one item in one place, in any order; also those before `fromDay`
 */
export function stockOutDays(
  counts: readonly Pick<StockDayRow, 'day' | 'lastQuantity' | 'mostQuantity'>[],
  fromDay: number,
  toDay: number,
): Set<number> {
  const rising = counts
    .map(({ day, lastQuantity, mostQuantity }) => ({ day: dayNumber(day), lastQuantity, mostQuantity }))
    .sort((left, right) => left.day - right.day)
  const out = new Set<number>()
  for (const [place, { day, lastQuantity, mostQuantity }] of rising.entries()) {
    if (mostQuantity <= 0 && day >= fromDay && day <= toDay) out.add(day)
    if (lastQuantity > 0) continue
    const until = Math.min(rising[place + 1]?.day ?? toDay + 1, toDay + 1)
    for (let empty = Math.max(day + 1, fromDay); empty < until; empty += 1) out.add(empty)
  }
  return out
}

/**
 * The same of an item as it is sold, which several sources or variants may count: there is nothing where all of them have
 * nothing.
 *
 * @param counts all of the item's, everywhere
 */
export function stockOutsOf(counts: readonly StockDayRow[], fromDay: number, toDay: number): StockOuts {
  const places = new Map<string, Map<string, StockDayRow[]>>()
  for (const row of counts) {
    const name = JSON.stringify([row.source, row.stockItemId])
    const counted = places.get(row.storeId) ?? new Map<string, StockDayRow[]>()
    places.set(row.storeId, counted.set(name, [...(counted.get(name) ?? []), row]))
  }
  return new Map(
    Array.from(places, ([storeId, counted]) => {
      const outs = Array.from(counted.values(), (rows) => stockOutDays(rows, fromDay, toDay))
      return [storeId, new Set([...(outs[0] ?? [])].filter((day) => outs.every((days) => days.has(day))))]
    }),
  )
}

/**
 * Whether nothing could be sold in a place on a day. A place that nobody counts has what the shop as a whole has; what is
 * sold online may come from anywhere, so it is out only when every counted place is.
 */
export function isStockedOut(stockOuts: StockOuts, storeId: string, day: number): boolean {
  const own = stockOuts.get(storeId) ?? stockOuts.get('')
  if (own !== undefined) return own.has(day)
  if (storeId !== '' || stockOuts.size === 0) return false
  return [...stockOuts.values()].every((days) => days.has(day))
}
