import { bucketCount } from '#shared/sales/sku-bucket.ts'

/** Parts of the items, from the first to before the last. */
export interface BucketRange {
  readonly fromBucket: number
  readonly toBucket: number
}

/** How much is read between two looks at the clock. */
export interface RangeSizes {
  /** Of sales files. Unpacked, it is some ten times as large. */
  readonly bytesAtOnce: number
  /** Series that are forecast: a few seconds' work. */
  readonly seriesAtOnce: number
}

/** Series of sales that are read at once. Each takes a kilobyte, however few its sales are. */
const readSeriesAtOnce = 4_000

export const usualSizes: RangeSizes = { bytesAtOnce: 768 * 1024, seriesAtOnce: 500 }

/**
 * The parts to read next from `fromBucket` on: as many as bring about so many bytes of the files together, and so many of the
 * series, if it is said how many all parts have.
 */
export function nextRange(
  fromBucket: number,
  whole: { readonly byteCount: number; readonly seriesCount?: number },
  { bytesAtOnce, seriesAtOnce }: RangeSizes,
): BucketRange {
  const share = Math.min(
    bytesAtOnce / Math.max(1, whole.byteCount),
    seriesAtOnce / Math.max(1, whole.seriesCount ?? 0),
  )
  const count = Math.max(1, Math.floor(bucketCount * share))
  return { fromBucket, toBucket: Math.min(bucketCount, fromBucket + count) }
}

/** What was read of all parts so far, from the first one on. */
export interface PartsRead {
  readonly bucketCount: number
  readonly seriesCount: number
}

/**
 * The parts to read next while nobody knows yet how many series there are: as many as those that were read have in the mean, and before the first
 * one perhaps as many as sales.
 */
export function nextRangeToRead(
  read: PartsRead,
  whole: { readonly byteCount: number; readonly saleCount: number },
  sizes: RangeSizes,
): BucketRange {
  const seriesCount =
    read.bucketCount === 0 ? whole.saleCount : (read.seriesCount / read.bucketCount) * bucketCount
  const { byteCount } = whole
  return nextRange(read.bucketCount, { byteCount, seriesCount }, { ...sizes, seriesAtOnce: readSeriesAtOnce })
}
