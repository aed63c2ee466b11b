import { type Channel, channels } from '../events/event.ts'
import { byteChecksum } from './byte-checksum.ts'
import { ByteReader } from './byte-reader.ts'
import { SalesColumns } from './sales-columns.ts'
import { dayBits, placesFrom, preambleBytes, salesFileMagic, unitsFollow } from './sales-file.ts'
import type { ItemSales, SalesSeries } from './sales-series.ts'
import { bucketCount, skuBucket } from './sku-bucket.ts'

/** What is read of a file first: where its parts are, and which places it speaks of. */
export interface SalesFileIndex {
  /** Where each of the 1,024 parts begins, counted from the beginning of the file, and where the last ends. */
  readonly offsets: Uint32Array
  readonly places: readonly { readonly storeId: string; readonly channel: Channel }[]
}

/** So many bytes hold the index of nearly every file. */
export const usualHeadBytes = 8_192

/** How long the head is, from the first twelve bytes of a file. Throws when it is no sales file. */
export function salesFileHeadBytes(bytes: Uint8Array): number {
  return undamaged(() => {
    const reader = new ByteReader(bytes)
    if (reader.fixed() !== salesFileMagic) throw new RangeError('it begins otherwise')
    return reader.fixed()
  })
}

/** The index, from the whole head or more. Throws when the file is damaged. */
export function salesFileIndex(bytes: Uint8Array): SalesFileIndex {
  const headBytes = salesFileHeadBytes(bytes)
  return undamaged(() => {
    if (headBytes < placesFrom || headBytes > bytes.length) throw new RangeError('its head ends early')
    const told = new ByteReader(bytes.subarray(8, preambleBytes)).fixed()
    if (told !== byteChecksum(bytes.subarray(preambleBytes, headBytes)))
      throw new RangeError('its head was changed')
    const reader = new ByteReader(bytes.subarray(preambleBytes, headBytes))
    const offsets = Uint32Array.from({ length: bucketCount + 1 }, () => headBytes + reader.fixed())
    if (offsets.some((offset, bucket) => offset < (offsets[bucket - 1] ?? headBytes))) {
      throw new RangeError('its parts overlap')
    }
    const places = Array.from({ length: reader.whole() }, () => ({
      storeId: reader.text() ?? '',
      channel: channelOf(reader.text()),
    }))
    if (!reader.isAtEnd) throw new RangeError('its head is too long')
    return { offsets, places }
  })
}

/**
 * The items of neighbouring parts, from the first to before the last. `bytes` are exactly those of the parts, from `offsets[from]` to before
 * `offsets[to]`. Their numbers are put into `columns`. Throws when they are damaged.
 */
export function readSalesSection(
  bytes: Uint8Array,
  { offsets, places }: SalesFileIndex,
  fromBucket: number,
  toBucket: number,
  columns = new SalesColumns(),
): ItemSales[] {
  return undamaged(() => {
    const base = offsets[fromBucket] ?? 0
    if (bytes.length !== (offsets[toBucket] ?? 0) - base) throw new RangeError('bytes are missing')
    const items: ItemSales[] = []
    for (let bucket = fromBucket; bucket < toBucket; bucket += 1) {
      const part = bytes.subarray((offsets[bucket] ?? 0) - base, (offsets[bucket + 1] ?? 0) - base)
      if (part.length > 0) readPart(part, bucket, { places, columns }, items)
    }
    return items
  })
}

/** All items of a whole file, part by part: the next part is read when it is asked for. Its numbers are put into `columns`. */
export function* readSalesParts(bytes: Uint8Array, columns?: SalesColumns): Generator<ItemSales[]> {
  const index = salesFileIndex(bytes)
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    const part = bytes.subarray(index.offsets[bucket], index.offsets[bucket + 1])
    yield readSalesSection(part, index, bucket, bucket + 1, columns)
  }
}

/** Whether a whole file is as it was written, by its checksums alone. */
export function isWholeSalesFile(bytes: Uint8Array): boolean {
  try {
    const { offsets } = salesFileIndex(bytes)
    if (offsets[bucketCount] !== bytes.length) return false
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      const part = bytes.subarray(offsets[bucket], offsets[bucket + 1])
      if (part.length > 0) checkPart(part)
    }
    return true
  } catch {
    return false
  }
}

function checkPart(part: Uint8Array): Uint8Array {
  const content = part.subarray(4)
  if (new ByteReader(part).fixed() !== byteChecksum(content)) throw new RangeError('a part was changed')
  return content
}

function readPart(part: Uint8Array, bucket: number, into: SeriesRoom, items: ItemSales[]): void {
  const reader = new ByteReader(checkPart(part))
  let before = ''
  for (let isFirst = true; !reader.isAtEnd; isFirst = false) {
    const sku = reader.text() ?? ''
    if (skuBucket(sku) !== bucket || (!isFirst && sku <= before))
      throw new RangeError('its items are not in order')
    before = sku
    const item = { sku, productId: reader.text() ?? sku, name: reader.text(), category: reader.text() }
    const series = Array.from({ length: reader.whole() }, () => readSeries(reader, sku, into))
    items.push({ item, series })
  }
}

/** What the series of a file share. */
interface SeriesRoom {
  readonly places: SalesFileIndex['places']
  readonly columns: SalesColumns
}

function readSeries(reader: ByteReader, sku: string, { places, columns }: SeriesRoom): SalesSeries {
  const place = places[reader.whole()]
  if (place === undefined) throw new RangeError('a place is unknown')
  const count = reader.whole()
  if (count > reader.bytesLeft) throw new RangeError('bytes end early')
  const series = { sku, ...place, ...columns.take(count) }
  let day = 0
  for (let at = 0; at < count; at += 1) {
    const step = reader.whole()
    if (at > 0 && step === 0) throw new RangeError('its days are not in order')
    day += step
    const head = reader.byte()
    const small = head >> 4
    series.days[at] = day
    series.units[at] =
      small < unitsFollow ? small : head & dayBits.isFraction ? reader.float() : reader.whole()
    if (head & dayBits.hasReturns) {
      series.returnedUnits[at] = head & dayBits.areReturnsFraction ? reader.float() : reader.whole()
    }
    const revenueMinor = reader.whole()
    series.revenueMinor[at] = head & dayBits.isRevenueNegative ? -revenueMinor : revenueMinor
  }
  return series
}

function channelOf(text: string | null): Channel {
  const channel = channels.find((each) => each === text)
  if (channel === undefined) throw new RangeError(`nobody knows the channel ${text}`)
  return channel
}

function undamaged<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw new Error(`a sales file is damaged: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}
