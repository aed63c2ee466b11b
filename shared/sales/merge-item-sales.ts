import type { SoldItem } from './sale.ts'
import { SalesColumns } from './sales-columns.ts'
import type { ItemSales, SalesSeries } from './sales-series.ts'
import { laterWord } from './sales-tally.ts'
import { compareSeries, sortItems } from './sort-items.ts'

/**
 * The items of all parts together, each once, in the order of files. The same day of an item, place and channel is added up;
 * what is said of an item is what the last part says that says anything. New numbers are put into `columns`; what only one part has keeps its own.
 */
export function mergeItemSales(
  parts: readonly (readonly ItemSales[])[],
  columns = new SalesColumns(),
): ItemSales[] {
  const told = parts.filter((part) => part.length > 0)
  if (told.length <= 1) return [...(told[0] ?? [])]
  const bySku = new Map<string, { item: SoldItem; readonly series: SalesSeries[] }>()
  for (const { item, series } of told.flat()) {
    const known = bySku.get(item.sku)
    if (known === undefined) bySku.set(item.sku, { item, series: [...series] })
    else {
      known.item = laterWord(known.item, item)
      known.series.push(...series)
    }
  }
  return sortItems(bySku).map(({ item, series }) => ({ item, series: mergeSeries(series, columns) }))
}

function mergeSeries(series: readonly SalesSeries[], columns: SalesColumns): SalesSeries[] {
  const merged: SalesSeries[] = []
  // Sorting keeps those of one place and channel in the order of the parts.
  const sorted = [...series].sort(compareSeries)
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1
    while (to < sorted.length && compareSeries(sorted[from] as SalesSeries, sorted[to] as SalesSeries) === 0)
      to += 1
    merged.push(joinSeries(sorted.slice(from, to), columns))
    from = to
  }
  return merged
}

function joinSeries(series: readonly SalesSeries[], columns: SalesColumns): SalesSeries {
  const [first] = series
  if (first === undefined) throw new RangeError('no series to join')
  if (series.length === 1) return first
  const rising = [...series].sort((left, right) => (left.days[0] ?? 0) - (right.days[0] ?? 0))
  // Parts of different days, as files nearly always are.
  if (
    rising.every(({ days }, place) => place === 0 || (days[0] ?? 0) > (rising[place - 1]?.days.at(-1) ?? 0))
  ) {
    const joined = columns.take(rising.reduce((sum, { days }) => sum + days.length, 0))
    let at = 0
    for (const { days, units, returnedUnits, revenueMinor } of rising) {
      joined.days.set(days, at)
      joined.units.set(units, at)
      joined.returnedUnits.set(returnedUnits, at)
      joined.revenueMinor.set(revenueMinor, at)
      at += days.length
    }
    return { ...first, ...joined }
  }
  const cells = series.flatMap((each) => Array.from(each.days, (day, place) => ({ day, each, place })))
  cells.sort((left, right) => left.day - right.day)
  const days: number[] = []
  const sums = { units: [] as number[], returnedUnits: [] as number[], revenueMinor: [] as number[] }
  for (const { day, each, place } of cells) {
    const isNew = days.at(-1) !== day
    if (isNew) days.push(day)
    for (const what of ['units', 'returnedUnits', 'revenueMinor'] as const) {
      const before = isNew ? 0 : (sums[what].pop() ?? 0)
      sums[what].push(before + (each[what][place] ?? 0))
    }
  }
  return {
    ...first,
    days: Int32Array.from(days),
    units: Float64Array.from(sums.units),
    returnedUnits: Float64Array.from(sums.returnedUnits),
    revenueMinor: Float64Array.from(sums.revenueMinor),
  }
}
