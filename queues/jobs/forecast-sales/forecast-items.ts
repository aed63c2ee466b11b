import type { JobRow } from '#shared/database/tables/job.ts'
import { allPlaces, forecastItem } from '#shared/demand/forecast-item.ts'
import { unitPrice } from '#shared/demand/forecast-leaf.ts'
import { withoutGone } from '#shared/demand/gone-goods.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import type { ItemForecast, SeriesOutlook } from '#shared/demand/series-outlook.ts'
import { SalesColumns } from '#shared/sales/sales-columns.ts'
import { bucketCount } from '#shared/sales/sku-bucket.ts'
import type { StepResult } from '../job-ports.ts'
import { nextRange, type RangeSizes, usualSizes } from './bucket-range.ts'
import {
  type ComparisonTally,
  compareSeries,
  emptyComparison,
  type KnownSeries,
  type ToldSources,
} from './compare-sales.ts'
import {
  type ForecastCursor,
  type ForecastPart,
  forecastCursor,
  readJson,
  writeFresh,
} from './forecast-cursor.ts'
import { progressIn, workMs } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import type { ForecastItem, SeriesAccuracy } from './forecast-rows.ts'
import { addLeaves, type LeafBlocks } from './leaf-blocks.ts'
import { laneOf, type OpenedSales, readLearned } from './learned-sales.ts'
import { yearRevenueMinor } from './node-sums.ts'
import { openItems } from './open-items.ts'
import { openToldSource, runToldBefore } from './told-source.ts'

/** So many series are in one file, or somewhat more: whoever makes rows of it has all of them in memory, several times over. */
const seriesOfPart = 2_000

/** What all items forecast so far come to. */
export interface ForecastTally extends ComparisonTally {
  readonly leafBlocks: LeafBlocks
}

/** Forecasts the items of a range of parts after the other. */
export async function forecastItems(
  job: JobRow,
  ports: ForecastPorts,
  sizes: RangeSizes = usualSizes,
): Promise<StepResult> {
  const cursor = forecastCursor(job)
  const learned = await readLearned(cursor.learned, ports)
  const { knowledge, seriesCount, stockOutEnds } = learned
  const tally = await readTally(cursor, ports)
  const sources = await openSources(cursor, knowledge.basis.asOfDay, ports)
  const parts: ForecastPart[] = [...cursor.parts]
  const written: string[] = []
  let made: ForecastItem[] = []
  let madeFrom = cursor.nextBucket
  let madeCount = 0
  const beganMs = ports.nowMs()
  const columns = new SalesColumns()
  let { nextBucket } = cursor
  let { resultCount } = job
  while (nextBucket < bucketCount && ports.nowMs() - beganMs < workMs) {
    const range = nextRange(nextBucket, { byteCount: cursor.byteCount, seriesCount }, sizes)
    const items = await ports.sales.readItems(range.fromBucket, range.toBucket, columns)
    for (const source of [sources[7], sources[28]]) await source?.load(range)
    for await (const item of openItems(items, knowledge.basis.asOfDay, ports, learned.late)) {
      const sold = stockOutEnds === undefined ? item : withoutGone(item, stockOutEnds)
      const forecast = withoutLate(forecastItem(sold, knowledge, laneOf(item, learned)), learned)
      const accuracy = compareItem(tally, item, forecast, sources, learned)
      if (forecast.whole === null) continue
      addLeaves(tally.leafBlocks, item, forecast, learned)
      const { places: _, ...about } = item
      made.push({ item: about, forecast, revenueMinor: yearRevenueMinor(item), accuracy })
      madeCount += forecast.leaves.length + 1
    }
    columns.free()
    nextBucket = range.toBucket
    if (madeCount >= seriesOfPart) await writePart()
  }
  await writePart()
  const tallyName = await writeFresh('tally', JSON.stringify(tally), ports)
  written.push(tallyName)
  const next: ForecastCursor = { ...cursor, tally: tallyName, parts, nextBucket }
  return {
    changes: {
      phase: nextBucket === bucketCount ? 'reconciling' : 'forecasting',
      cursor: JSON.stringify(next),
      resultCount,
      progressPermille: progressIn('forecasting', 'reconciling', nextBucket / bucketCount),
    },
    written,
    ...(cursor.tally !== null && { obsolete: [cursor.tally] }),
  }

  async function writePart(): Promise<void> {
    if (made.length > 0) {
      const name = await writeFresh('forecasts', JSON.stringify(made), ports)
      written.push(name)
      parts.push({ name, fromBucket: madeFrom, toBucket: nextBucket })
    }
    resultCount += madeCount
    made = []
    madeCount = 0
    madeFrom = nextBucket
  }
}

export async function readTally({ tally }: ForecastCursor, ports: ForecastPorts): Promise<ForecastTally> {
  return tally === null ? { leafBlocks: {}, ...emptyComparison() } : readJson<ForecastTally>(tally, ports)
}

/** What sales are compared with. The same at every step: the runs that are there do not change while this one goes on. */
export async function openSources(
  { heldOut }: ForecastCursor,
  asOfDay: number,
  ports: ForecastPorts,
): Promise<ToldSources> {
  const runs = await ports.toldRuns()
  const open = (days: number) => openToldSource(runToldBefore(runs, asOfDay, days), heldOut, ports)
  return { 7: await open(7), 28: await open(28) }
}

/** Days that a late place has not told are no days without goods. */
function withoutLate(forecast: ItemForecast, { late, knowledge }: OpenedSales): ItemForecast {
  const lateDays = (storeId: string) =>
    Object.hasOwn(late, storeId) ? knowledge.basis.asOfDay - (late[storeId] ?? 0) + 1 : 0
  const told = (series: SeriesOutlook, days: number): SeriesOutlook => ({
    ...series,
    stockOutDays: Math.max(0, series.stockOutDays - days),
  })
  const leaves = forecast.leaves.map((leaf) => told(leaf, lateDays(leaf.storeId)))
  // Of all places together a day is missing only where it is in each of them.
  const days = Math.min(...leaves.map(({ storeId }) => lateDays(storeId)))
  return { leaves, whole: forecast.whole === null ? null : told(forecast.whole, days) }
}

/** How well each leaf of an item, and then the whole, was forecast before. */
function compareItem(
  tally: ForecastTally,
  item: ItemDemand,
  { leaves, whole }: ItemForecast,
  sources: ToldSources,
  { knowledge, regionOf, groupOf }: OpenedSales,
): SeriesAccuracy[] {
  const { sku, name, places } = item
  const about = { sku, category: item.category ?? '' }
  const { asOfDay } = knowledge.basis
  const compare = (known: KnownSeries) => compareSeries(tally, known, sources, asOfDay, groupOf(item))
  const ofPlaces = places.map((series) => {
    const { storeId } = series
    const place = { ...about, level: 'sku-store', storeId, region: regionOf(storeId) } as const
    return { storeId, ...compare({ place, name, series, unitPriceMinor: unitPrice(series), mayAlert: true }) }
  })
  const series = allPlaces(places)
  const place = { ...about, level: 'sku', storeId: '', region: '' } as const
  const mayAlert = places.length > 1
  const ofWhole = compare({ place, name, series, unitPriceMinor: unitPrice(series), mayAlert })
  const ofLeaf = (storeId: string) => ofPlaces.find((each) => each.storeId === storeId) ?? ofWhole
  const accuracy = leaves.map(({ storeId }) => ofLeaf(storeId))
  return whole === null ? accuracy : [...accuracy, ofWhole]
}
