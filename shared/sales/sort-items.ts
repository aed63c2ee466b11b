import type { SalesSeries } from './sales-series.ts'
import { skuBucket } from './sku-bucket.ts'

/** Items sorted by their parts, then by their numbers: the order of every file. */
export function sortItems<Entry>(entries: Iterable<readonly [sku: string, entry: Entry]>): Entry[] {
  return Array.from(entries, ([sku, entry]) => ({ bucket: skuBucket(sku), sku, entry }))
    .sort((left, right) => left.bucket - right.bucket || (left.sku < right.sku ? -1 : 1))
    .map(({ entry }) => entry)
}

/** By place, then channel. */
export function compareSeries(
  left: Pick<SalesSeries, 'storeId' | 'channel'>,
  right: Pick<SalesSeries, 'storeId' | 'channel'>,
): number {
  if (left.storeId !== right.storeId) return left.storeId < right.storeId ? -1 : 1
  return left.channel < right.channel ? -1 : left.channel > right.channel ? 1 : 0
}
