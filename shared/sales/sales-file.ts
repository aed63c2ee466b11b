import type { Channel } from '../events/event.ts'
import { byteChecksum } from './byte-checksum.ts'
import { ByteWriter } from './byte-writer.ts'
import type { ItemSales, SalesSeries } from './sales-series.ts'
import { bucketCount, skuBucket } from './sku-bucket.ts'

/*
 * A sales file: a head, then the parts 0 to 1,023, each of items in the order of their numbers. An empty part has no bytes.
 *
 * head  magic, length of the head, checksum of what follows in the head: 4 bytes each
 *       where each part begins and the last ends, after the head: 1,025 times 4 bytes
 *       places: how many, and of each the store and the channel
 * part  checksum of what follows: 4 bytes; items to its end
 * item  SKU; product or null where it is the same; name; category; how many series
 *       series: number of its place; how many days; of each day what `writeDay` writes
 */

export const salesFileMagic = 0x314c4153
/** Magic, length and checksum. */
export const preambleBytes = 12
export const placesFrom = preambleBytes + 4 * (bucketCount + 1)

/** The lower bits of the byte before each day's numbers; the upper four are the units, up to 14. */
export const dayBits = { isFraction: 1, hasReturns: 2, areReturnsFraction: 4, isRevenueNegative: 8 } as const
export const unitsFollow = 15

/** Writes one file, item after item in the order of files. */
export class SalesFileWriter {
  readonly #body: ByteWriter
  readonly #starts: number[] = []
  readonly #placeNumbers = new Map<string, number>()
  readonly #places = new ByteWriter()
  #lastSku = ''
  #saleCount = 0

  /** `room`: about how many bytes the file will have. */
  constructor(room?: number) {
    this.#body = new ByteWriter(room)
  }

  /** Throws a RangeError when the item does not come after the last one. */
  add({ item, series }: ItemSales): void {
    const bucket = skuBucket(item.sku)
    const current = this.#starts.length - 1
    if (bucket < current || (bucket === current && item.sku <= this.#lastSku)) {
      throw new RangeError(`${item.sku} comes too late`)
    }
    if (bucket > current) this.#beginPart(bucket)
    this.#lastSku = item.sku
    const body = this.#body
    body.text(item.sku)
    body.text(item.productId === item.sku ? null : item.productId)
    body.text(item.name)
    body.text(item.category)
    body.whole(series.length)
    for (const each of series) this.#writeSeries(each)
  }

  /** How many days of an item, place and channel were written. */
  get saleCount(): number {
    return this.#saleCount
  }

  /** Hands over the whole file; nothing can be added afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    this.#endPart()
    while (this.#starts.length <= bucketCount) this.#starts.push(this.#body.length)
    const head = new ByteWriter()
    for (const start of this.#starts) head.fixed(start)
    head.whole(this.#placeNumbers.size)
    head.raw(this.#places.since(0))
    const file = new ByteWriter(preambleBytes + head.length + this.#body.length)
    file.fixed(salesFileMagic)
    file.fixed(preambleBytes + head.length)
    file.fixed(byteChecksum(head.since(0)))
    file.raw(head.since(0))
    file.raw(this.#body.since(0))
    this.#body.clear()
    return file.take()
  }

  #beginPart(bucket: number): void {
    this.#endPart()
    while (this.#starts.length <= bucket) this.#starts.push(this.#body.length)
    this.#body.fixed(0)
  }

  #endPart(): void {
    const start = this.#starts.at(-1)
    if (start === undefined || start === this.#body.length) return
    this.#body.setFixed(start, byteChecksum(this.#body.since(start + 4)))
  }

  #writeSeries({ storeId, channel, days, units, returnedUnits, revenueMinor }: SalesSeries): void {
    const body = this.#body
    body.whole(this.#placeNumber(storeId, channel))
    body.whole(days.length)
    let before = 0
    for (const [place, day] of days.entries()) {
      body.whole(day - before)
      before = day
      writeDay(body, units[place] ?? 0, returnedUnits[place] ?? 0, revenueMinor[place] ?? 0)
    }
    this.#saleCount += days.length
  }

  #placeNumber(storeId: string, channel: Channel): number {
    const key = `${channel} ${storeId}`
    const known = this.#placeNumbers.get(key)
    if (known !== undefined) return known
    const number = this.#placeNumbers.size
    this.#placeNumbers.set(key, number)
    this.#places.text(storeId)
    this.#places.text(channel)
    return number
  }
}

/** One file of items that are in the order of files. */
export function encodeSalesFile(items: Iterable<ItemSales>): Uint8Array<ArrayBuffer> {
  const writer = new SalesFileWriter()
  for (const each of items) writer.add(each)
  return writer.take()
}

function writeDay(body: ByteWriter, units: number, returnedUnits: number, revenueMinor: number): void {
  const isFraction = !Number.isSafeInteger(units)
  const areReturnsFraction = !Number.isSafeInteger(returnedUnits)
  const head =
    (isFraction ? dayBits.isFraction : 0) |
    (returnedUnits === 0 ? 0 : dayBits.hasReturns) |
    (areReturnsFraction ? dayBits.areReturnsFraction : 0) |
    (revenueMinor < 0 ? dayBits.isRevenueNegative : 0)
  const isSmall = !isFraction && units < unitsFollow
  body.byte(head | ((isSmall ? units : unitsFollow) << 4))
  if (!isSmall) isFraction ? body.float(units) : body.whole(units)
  if (returnedUnits !== 0) areReturnsFraction ? body.float(returnedUnits) : body.whole(returnedUnits)
  body.whole(Math.min(Math.round(Math.abs(revenueMinor)), Number.MAX_SAFE_INTEGER))
}
