import { historyDays } from '#shared/demand/item-demand.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { bucketCount } from '#shared/sales/sku-bucket.ts'
import { nextRangeToRead, type RangeSizes } from './bucket-range.ts'
import type { ForecastPorts } from './forecast-ports.ts'

const maxItems = 4_000
/** Places of items times days: opened day by day, a sample takes up to 24 bytes for each. */
const maxDays = 1_500_000
const maxSeries = 5_000

/**
 * Items to learn from: those of the first parts. Into which part an item comes is decided by its number alone, so they are a sample
 * by chance, and the same every time.
 */
export async function drawSample(
  whole: { readonly byteCount: number; readonly saleCount: number },
  lastDay: number,
  { sales }: Pick<ForecastPorts, 'sales'>,
  sizes: RangeSizes,
): Promise<ItemSales[]> {
  const sample: ItemSales[] = []
  let dayCount = 0
  let seriesCount = 0
  for (let bucket = 0; bucket < bucketCount; ) {
    const range = nextRangeToRead({ bucketCount: bucket, seriesCount }, whole, sizes)
    for (const item of await sales.readItems(range.fromBucket, range.toBucket)) {
      dayCount += daysOf(item, lastDay)
      seriesCount += item.series.length
      if (sample.length === maxItems || dayCount > maxDays || seriesCount > maxSeries) return sample
      sample.push(item)
    }
    bucket = range.toBucket
  }
  return sample
}

/** How many days an item has when it is opened. */
function daysOf({ series }: ItemSales, lastDay: number): number {
  const firstDays = new Map<string, number>()
  for (const { storeId, days } of series) {
    const first = days[0] ?? lastDay
    firstDays.set(storeId, Math.min(first, firstDays.get(storeId) ?? first))
  }
  return [...firstDays.values()].reduce((sum, first) => sum + Math.min(historyDays, lastDay - first + 1), 0)
}

/** The last day until `lastDay` on which any of the items was sold; undefined when none was. */
export function lastSaleDay(items: readonly ItemSales[], lastDay: number): number | undefined {
  let last: number | undefined
  for (const { series } of items) {
    for (const { days, units } of series) {
      for (let place = days.length - 1; place >= 0; place -= 1) {
        const day = days[place] ?? 0
        if (day > lastDay || !((units[place] ?? 0) > 0)) continue
        if (last === undefined || day > last) last = day
        break
      }
    }
  }
  return last
}
