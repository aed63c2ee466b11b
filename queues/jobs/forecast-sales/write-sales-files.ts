import type { SalesFileRow } from '#shared/database/tables/sales.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { mergeItemSales } from '#shared/sales/merge-item-sales.ts'
import { readSalesParts } from '#shared/sales/read-sales-file.ts'
import { SalesColumns } from '#shared/sales/sales-columns.ts'
import { SalesFileWriter } from '#shared/sales/sales-file.ts'
import type { ItemSales, SalesSeries } from '#shared/sales/sales-series.ts'
import { bucketCount } from '#shared/sales/sku-bucket.ts'
import type { SalesStore } from './sales-ports.ts'

/** A whole sales file, and which of its days count. */
export interface SalesSource {
  readonly bytes: Uint8Array
  /** Null: all of them. */
  readonly days: ReadonlySet<number> | null
}

type NewRow = Omit<SalesFileRow, 'tenantId'>

/**
 * Writes the sales of several files into new ones: mostly one; several of whole days each where there are too many sales for one;
 * and of a day that alone has too many, several with a share of its items each. What is said of an item in a later
 * source holds. Returns their rows, which the caller enters; none where no day is left. The bytes of the sources stay the caller's.
 */
export async function writeSalesFiles(
  sources: readonly SalesSource[],
  dayMarks: Readonly<Record<string, string>>,
  sales: Pick<SalesStore, 'writeFile'>,
  nowMs: number,
  limit: number,
): Promise<NewRow[]> {
  const days = Object.keys(dayMarks)
    .map(dayNumber)
    .sort((left, right) => left - right)
  const written: NewRow[] = []
  for (const span of spansOf(days, sources, limit)) {
    for (const { content, saleCount } of encodeSpan(sources, span, limit)) {
      const fileKey = await sales.writeFile(content)
      const byteCount = content.length
      freeBytes(content)
      written.push({
        fileKey,
        fromDay: span[0] ?? 0,
        toDay: span.at(-1) ?? 0,
        dayMarks: Object.fromEntries(span.map((day) => [dayText(day), dayMarks[dayText(day)] ?? ''])),
        saleCount,
        byteCount,
        writtenAt: nowMs,
      })
    }
  }
  return written
}

/** Items of all sources together, part by part. The numbers of a part are gone when the next one is read. */
function* itemsOf(sources: readonly SalesSource[]): Generator<ItemSales> {
  const columns = new SalesColumns()
  const readers = sources.map(({ bytes, days }) => ({ parts: readSalesParts(bytes, columns), days }))
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    const read = readers.map(({ parts, days }) => {
      const items: ItemSales[] = parts.next().value ?? []
      return days === null ? items : items.flatMap((item) => withDays(item, (day) => days.has(day)) ?? [])
    })
    yield* mergeItemSales(read, columns)
    columns.free()
  }
}

/** The days of each file: all of them where there is room. */
function spansOf(days: readonly number[], sources: readonly SalesSource[], limit: number): number[][] {
  const counts = new Map<number, number>()
  let total = 0
  for (const { series } of itemsOf(sources)) {
    for (const { days: sold } of series) {
      total += sold.length
      for (const day of sold) counts.set(day, (counts.get(day) ?? 0) + 1)
    }
  }
  if (total <= limit) return days.length === 0 ? [] : [[...days]]
  const spans: number[][] = []
  let together = 0
  for (const day of days) {
    const count = counts.get(day) ?? 0
    const last = spans.at(-1)
    if (last === undefined || together + count > limit) {
      spans.push([day])
      together = count
    } else {
      last.push(day)
      together += count
    }
  }
  return spans
}

function* encodeSpan(
  sources: readonly SalesSource[],
  span: readonly number[],
  limit: number,
): Generator<{ content: Uint8Array<ArrayBuffer>; saleCount: number }> {
  const first = span[0] ?? 0
  const last = span.at(-1) ?? 0
  const room = sources.reduce((sum, { bytes }) => sum + bytes.length, 0)
  let writer = new SalesFileWriter(room)
  for (const item of itemsOf(sources)) {
    const within = between(item, first, last)
    if (within === null) continue
    if (writer.saleCount >= limit) {
      yield { content: writer.take(), saleCount: writer.saleCount }
      writer = new SalesFileWriter()
    }
    writer.add(within)
  }
  yield { content: writer.take(), saleCount: writer.saleCount }
}

/** The item from one day to another; null when it was not sold then. */
function between({ item, series }: ItemSales, first: number, last: number): ItemSales | null {
  const within = series.flatMap((each) => {
    const { days } = each
    let from = 0
    while (from < days.length && (days[from] ?? 0) < first) from += 1
    let to = days.length
    while (to > from && (days[to - 1] ?? 0) > last) to -= 1
    if (from === to) return []
    if (to - from === days.length) return each
    return {
      ...each,
      days: days.subarray(from, to),
      units: each.units.subarray(from, to),
      returnedUnits: each.returnedUnits.subarray(from, to),
      revenueMinor: each.revenueMinor.subarray(from, to),
    }
  })
  return within.length === 0 ? null : { item, series: within }
}

/** The item on some of its days; null when it was sold on none. */
function withDays(sales: ItemSales, isWanted: (day: number) => boolean): ItemSales | null {
  const series = sales.series.flatMap((each) => seriesWithDays(each, isWanted) ?? [])
  return series.length === 0 ? null : { item: sales.item, series }
}

function seriesWithDays(series: SalesSeries, isWanted: (day: number) => boolean): SalesSeries | null {
  const { days, units, returnedUnits, revenueMinor } = series
  if (days.every(isWanted)) return series
  const isKept = (_: number, place: number) => isWanted(days[place] ?? 0)
  const kept = days.filter(isWanted)
  if (kept.length === 0) return null
  return {
    ...series,
    days: kept,
    units: units.filter(isKept),
    returnedUnits: returnedUnits.filter(isKept),
    revenueMinor: revenueMinor.filter(isKept),
  }
}
