import type { JobRow } from '#shared/database/tables/job.ts'
import { nodeCategories } from '#shared/demand/node-demand.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import { lastFullDay } from '#shared/sales/last-full-day.ts'
import { SalesColumns } from '#shared/sales/sales-columns.ts'
import { encodeSalesFile } from '#shared/sales/sales-file.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { bucketCount } from '#shared/sales/sku-bucket.ts'
import type { StepResult } from '../job-ports.ts'
import { nextRangeToRead, type RangeSizes, usualSizes } from './bucket-range.ts'
import { mostUnusualPairs, type UsualChannels, unusualSales, usualChannels } from './channel-sums.ts'
import { closeWithoutSales } from './close-run.ts'
import { drawSample, lastSaleDay } from './draw-sample.ts'
import { type ForecastCursor, forecastCursor, readJson, writeFresh } from './forecast-cursor.ts'
import { progressIn, workMs } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { readSupply, sampleSupply } from './known-supply.ts'
import { missedByItem } from './missed-sums.ts'
import { NodeSums } from './node-sums.ts'
import { withStockOuts } from './open-items.ts'
import { heldOutDays, isAllTold } from './told-source.ts'

/** A shop in which nobody has sold anything for so long has told nothing since: its forecasts begin where its sales end. */
const silentDays = 28
/** Beyond so many pairs of a category and a place that ran out of something, 17 KB each, sums are left as they were sold. */
const mostMissedPairs = 600
/** By what categories sold in so many days, the largest are told. */
const categoryDays = 364

/** Draws the sample, and decides by which categories sales are added up. */
async function begin(job: JobRow, ports: ForecastPorts, sizes: RangeSizes): Promise<StepResult> {
  const files = await ports.sales.files()
  const byteCount = files.reduce((sum, file) => sum + file.byteCount, 0)
  const saleCount = files.reduce((sum, file) => sum + file.saleCount, 0)
  const yesterday = lastFullDay(ports.timeZone, job.startedAt)
  const items = await drawSample({ byteCount, saleCount }, yesterday, ports, sizes)
  const last = lastSaleDay(items, yesterday)
  if (last === undefined) return closeWithoutSales(job, ports)
  const asOfDay = last > yesterday - silentDays ? yesterday : last
  const sampleBytes = encodeSalesFile(items)
  const sample = await writeFresh('sample', sampleBytes, ports)
  freeBytes(sampleBytes)
  const storeIds = new Set(items.flatMap(({ series }) => series.map(({ storeId }) => storeId)))
  const categories = nodeCategories(unitsByCategory(items, asOfDay), storeIds.size)
  const sums = await writeFresh('sums', new NodeSums(asOfDay, categories).bytes(), ports)
  const unusual = await writeFresh('unusual', new NodeSums(asOfDay, categories).bytes(), ports)
  const missed = await writeFresh('missed', new NodeSums(asOfDay, categories).bytes(), ports)
  const supply = await writeFresh('supply', JSON.stringify(await sampleSupply(items, asOfDay, ports)), ports)
  const then = asOfDay - heldOutDays
  const isTold = isAllTold(await ports.toldRuns(), asOfDay)
  const missedThen = isTold ? null : await writeFresh('missed', new NodeSums(then, categories).bytes(), ports)
  const usual = await writeFresh('usual', JSON.stringify(usualChannels(items)), ports)
  const before = forecastCursor(job)
  const cursor: ForecastCursor = {
    ...before,
    asOfDay,
    byteCount,
    saleCount,
    sample,
    sums,
    unusual,
    missed,
    supply,
    missedThen,
    usualChannels: usual,
    nextBucket: 0,
  }
  return {
    changes: { phase: 'summing', cursor: JSON.stringify(cursor) },
    written: namesOf(sample, sums, unusual, missed, supply, missedThen, usual),
    obsolete: namesOf(
      ...[before.sample, before.sums, before.unusual],
      ...[before.missed, before.supply, before.missedThen],
      before.usualChannels,
    ),
  }
}

/** Adds up what all items sold, a range of parts after the other. */
export async function sumSales(
  job: JobRow,
  ports: ForecastPorts,
  sizes: RangeSizes = usualSizes,
): Promise<StepResult> {
  const cursor = forecastCursor(job)
  // What was begun before channels were told apart, or what is out was looked at, begins again.
  if (cursor.sums === null || cursor.usualChannels === null || cursor.supply === null)
    return begin(job, ports, sizes)
  const sums = NodeSums.read(await ports.files.read(cursor.sums))
  let unusual = await readSums(cursor.unusual, ports)
  let missed = await readSums(cursor.missed, ports)
  const usual = await readJson<UsualChannels>(cursor.usualChannels, ports)
  const supply = await readSupply(cursor.supply, sums.asOfDay, ports)
  const thenDay = sums.asOfDay - heldOutDays
  let missedThen = await readSums(cursor.missedThen, ports)
  const beganMs = ports.nowMs()
  const columns = new SalesColumns()
  let { nextBucket } = cursor
  while (nextBucket < bucketCount && ports.nowMs() - beganMs < workMs) {
    const read = { bucketCount: nextBucket, seriesCount: sums.seriesCount }
    const range = nextRangeToRead(read, cursor, sizes)
    const items = await ports.sales.readItems(range.fromBucket, range.toBucket, columns)
    for (const sales of items) {
      sums.add(sales)
      unusual = withMore(unusual, () => unusualSales(sales, usual), mostUnusualPairs)
    }
    if (missed !== null || missedThen !== null) {
      for await (const [sales, stockOuts] of withStockOuts(items, sums.asOfDay, ports)) {
        missed = withMore(missed, () => missedByItem(sales, stockOuts, sums.asOfDay, supply), mostMissedPairs)
        const then = () => missedByItem(sales, stockOuts, thenDay, supply.earlier)
        missedThen = withMore(missedThen, then, mostMissedPairs)
        if (missed === null && missedThen === null) break
      }
    }
    columns.free()
    nextBucket = range.toBucket
  }
  const isDone = nextBucket === bucketCount
  if (isDone && sums.seriesCount === 0) return closeWithoutSales(job, ports)
  const { itemCount } = sums
  const name = await writeSums('sums', sums, ports)
  const unusualName = unusual === null ? null : await writeSums('unusual', unusual, ports)
  const missedName = missed === null ? null : await writeSums('missed', missed, ports)
  const thenName = missedThen === null ? null : await writeSums('missed', missedThen, ports)
  const rate = nextBucket / bucketCount
  return {
    changes: {
      phase: isDone ? 'learning' : 'summing',
      cursor: JSON.stringify({
        ...cursor,
        sums: name,
        unusual: unusualName,
        missed: missedName,
        missedThen: thenName,
        nextBucket,
      } satisfies ForecastCursor),
      customerCount: itemCount,
      progressPermille: progressIn('summing', 'learning', rate),
    },
    written: namesOf(name, unusualName, missedName, thenName),
    obsolete: namesOf(cursor.sums, cursor.unusual, cursor.missed, cursor.missedThen),
  }
}

function namesOf(...names: readonly (string | null)[]): string[] {
  return names.filter((name) => name !== null)
}

async function readSums(name: string | null, ports: ForecastPorts): Promise<NodeSums | null> {
  return name === null ? null : NodeSums.read(await ports.files.read(name))
}

/** Adds to sums; null from where they would have too many pairs on, and then nothing is looked for any more. */
function withMore(sums: NodeSums | null, more: () => ItemSales | null, mostPairs: number): NodeSums | null {
  const sales = sums === null ? null : more()
  if (sums === null || sales === null) return sums
  if (sums.pairCountWith(sales) > mostPairs) {
    sums.free()
    return null
  }
  sums.add(sales)
  return sums
}

/** Writes sums, and gives their memory back. */
async function writeSums(prefix: string, sums: NodeSums, ports: ForecastPorts): Promise<string> {
  const bytes = sums.bytes()
  const name = await writeFresh(prefix, bytes, ports)
  freeBytes(new Uint8Array(bytes))
  sums.free()
  return name
}

/** What was sold of each category, lately. */
function unitsByCategory(items: readonly ItemSales[], asOfDay: number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { item, series } of items) {
    const category = item.category ?? ''
    for (const { days, units } of series) {
      for (const [place, day] of days.entries()) {
        if (day <= asOfDay - categoryDays || day > asOfDay) continue
        sums.set(category, (sums.get(category) ?? 0) + Math.max(0, units[place] ?? 0))
      }
    }
  }
  return sums
}
