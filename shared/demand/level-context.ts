import { blockDays } from './outlook.ts'
import type { PricedSeries } from './priced-series.ts'

/** What trees are told of an item besides its own sales, in the order of `levelContext`. */
export const levelContextNames = ['growth-of-all', 'growth-of-category', 'price-ratio'] as const

const newestBlocks = 4
const blocksBefore = 8
const newestPriceDays = 2 * blockDays
const priceDaysBefore = 24 * blockDays

/** The mean of the four newest plain blocks over that of the eight before, as it was so many blocks ago; NaN where too few are known, or nothing was sold. */
export function growthOf(blocks: Float64Array, blocksAgo: number): number {
  const end = blocks.length - blocksAgo
  const before = knownMean(
    blocks.subarray(Math.max(0, end - newestBlocks - blocksBefore), end - newestBlocks),
  )
  const newest = knownMean(blocks.subarray(Math.max(0, end - newestBlocks), Math.max(0, end)))
  return end >= newestBlocks + blocksBefore && before > 0 ? newest / before : Number.NaN
}

/** The mean price of the newest two blocks over that of the half year before, as it was so many blocks ago; NaN where either is unknown. */
export function priceRatio({ units, revenueMinor }: PricedSeries, blocksAgo: number): number {
  const end = units.length - blocksAgo * blockDays
  const priceOf = (from: number, to: number) => {
    let sold = 0
    let revenue = 0
    for (let at = Math.max(0, from); at < to; at++) {
      const ofDay = units[at] as number
      if (!(ofDay > 0 && (revenueMinor[at] as number) > 0)) continue
      sold += ofDay
      revenue += revenueMinor[at] as number
    }
    return revenue / sold
  }
  return (
    priceOf(end - newestPriceDays, end) /
    priceOf(end - newestPriceDays - priceDaysBefore, end - newestPriceDays)
  )
}

function knownMean(blocks: Float64Array): number {
  let sum = 0
  let known = 0
  for (const units of blocks) {
    if (Number.isNaN(units)) continue
    sum += units
    known++
  }
  return sum / known
}
