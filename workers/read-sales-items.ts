import type { BucketRange } from '#queues/jobs/forecast-sales/bucket-range.ts'
import type { SalesStore } from '#queues/jobs/forecast-sales/sales-ports.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import { mergeItemSales } from '#shared/sales/merge-item-sales.ts'
import {
  readSalesSection,
  type SalesFileIndex,
  salesFileHeadBytes,
  salesFileIndex,
  usualHeadBytes,
} from '#shared/sales/read-sales-file.ts'
import { SalesColumns } from '#shared/sales/sales-columns.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'

/** A Worker may have six calls under way. */
const readsAtOnce = 6
/** How often all files are looked up: somebody may replace them again and again. */
const mostAttempts = 5
/** Some four kilobytes each. */
const keptIndexes = 500

/** Indexes of files that were read lately, the latest last. A file never changes. */
const indexes = new Map<string, SalesFileIndex>()

/**
 * The items of the parts from the first to before the last, out of all files. Files may be replaced meanwhile: the old ones are
 * deleted after the new ones have been named, so when one is gone, all are looked up once more. Their numbers are put into `columns`. Throws when one is
 * missing for good, or damaged.
 */
export async function readSalesItems(
  bucket: R2Bucket,
  files: SalesStore['files'],
  range: BucketRange,
  columns = new SalesColumns(),
): Promise<ItemSales[]> {
  for (let attempt = 1; ; attempt += 1) {
    const parts = await readParts(bucket, files, range, columns)
    if (typeof parts !== 'string') return mergeItemSales(parts, columns)
    if (attempt === mostAttempts) throw new Error(`the sales file ${parts} is missing`)
  }
}

/** By file, in the order of their days; the key of a file that is gone. */
async function readParts(
  bucket: R2Bucket,
  files: SalesStore['files'],
  range: BucketRange,
  columns: SalesColumns,
): Promise<ItemSales[][] | string> {
  const keys = (await files()).map(({ fileKey }) => fileKey)
  const parts: ItemSales[][] = []
  let missing: string | undefined
  let next = 0
  const readOneByOne = async () => {
    while (next < keys.length && missing === undefined) {
      const place = next
      next += 1
      const key = keys[place] ?? ''
      const part = await readSection(bucket, key, range, columns)
      if (part === null) missing = key
      else parts[place] = part
    }
  }
  await Promise.all(Array.from({ length: readsAtOnce }, readOneByOne))
  return missing ?? parts
}

async function readSection(
  bucket: R2Bucket,
  key: string,
  { fromBucket, toBucket }: BucketRange,
  columns: SalesColumns,
): Promise<ItemSales[] | null> {
  const index = await readIndex(bucket, key)
  if (index === null) return null
  const from = index.offsets[fromBucket] ?? 0
  const length = (index.offsets[toBucket] ?? 0) - from
  if (length === 0) return []
  const bytes = await readRange(bucket, key, from, length)
  if (bytes === null) return null
  const items = readSalesSection(bytes, index, fromBucket, toBucket, columns)
  freeBytes(bytes)
  return items
}

async function readIndex(bucket: R2Bucket, key: string): Promise<SalesFileIndex | null> {
  const known = indexes.get(key)
  if (known !== undefined) return known
  let head = await readRange(bucket, key, 0, usualHeadBytes)
  if (head === null) return null
  const headBytes = salesFileHeadBytes(head)
  if (headBytes > head.length) head = await readRange(bucket, key, 0, headBytes)
  if (head === null) return null
  const index = salesFileIndex(head)
  indexes.set(key, index)
  if (indexes.size > keptIndexes)
    for (const oldest of indexes.keys()) {
      indexes.delete(oldest)
      break
    }
  return index
}

async function readRange(
  bucket: R2Bucket,
  key: string,
  offset: number,
  length: number,
): Promise<Uint8Array | null> {
  const object = await bucket.get(key, { range: { offset, length } })
  return object === null ? null : new Uint8Array(await object.arrayBuffer())
}
