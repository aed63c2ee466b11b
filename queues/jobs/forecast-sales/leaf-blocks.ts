import { outlookBlocks } from '#shared/demand/outlook.ts'
import type { ItemForecast } from '#shared/demand/series-outlook.ts'
import type { SoldItem } from '#shared/sales/sale.ts'
import type { OpenedSales } from './learned-sales.ts'

/** By the key of a category in a place: the sums of its items' blocks. */
export type LeafBlocks = Record<string, number[]>

/** Adds the leaves of an item to what their categories sell in their places. */
export function addLeaves(
  sums: LeafBlocks,
  item: Pick<SoldItem, 'category'>,
  { leaves }: ItemForecast,
  { pairOf }: Pick<OpenedSales, 'pairOf'>,
): void {
  for (const { storeId, outlook } of leaves) {
    const key = pairOf(item, storeId)
    const sum = sums[key] ?? new Array<number>(outlookBlocks).fill(0)
    sums[key] = sum
    for (const [block, units] of outlook.blocks.entries()) sum[block] = (sum[block] ?? 0) + units
  }
}
