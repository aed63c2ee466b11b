import { abcBorders } from '#shared/demand/abc-xyz.ts'
import { holidayFactors } from '#shared/demand/calendar-effects.ts'
import { stockOutEndsOf, withoutGone } from '#shared/demand/gone-goods.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import { type LatePlaces, latePlaces, withoutLateDays } from '#shared/demand/late-places.ts'
import { launchOutlooks } from '#shared/demand/launch-outlooks.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import type { StockOutEnds } from '#shared/sales/goods-back.ts'
import { readSalesParts } from '#shared/sales/read-sales-file.ts'
import { SalesColumns } from '#shared/sales/sales-columns.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import type { JobStep } from '../job-ports.ts'
import { closedDays } from './closed-days.ts'
import { type ForecastCursor, forecastCursor, leftBy, writeFresh } from './forecast-cursor.ts'
import { phaseStart } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import type { LearnedSales } from './learned-sales.ts'
import { addMissed } from './missed-sums.ts'
import { NodeSums } from './node-sums.ts'
import { openItems } from './open-items.ts'
import { readCalendar } from './read-calendar.ts'

/** So many items, those that bring the most, are forecast with a search among models. */
const fullItems = 500

/** Learns from the sample and the sums what all forecasts rest on. */
export const learnSales: JobStep<ForecastPorts> = async (job, ports) => {
  const cursor = forecastCursor(job)
  const sums = NodeSums.read(await ports.files.read(leftBy(cursor.sums)))
  const { asOfDay, itemCount, seriesCount, revenuesMinor } = sums
  const regions = await ports.regions()
  const regionOf = (storeId: string) => regions.get(storeId) ?? ''
  const countries = await ports.storesAbroad()
  const calendar = await readCalendar(asOfDay, countries, ports)
  const late = latePlaces(sums.nodes(regionOf), closedDays(calendar, countries))
  await addMissed(sums, cursor.missed, ports)
  const { sample, ends } = await readSample(leftBy(cursor.sample), asOfDay, ports, late)
  const knowledge = learnDemand({
    sample,
    nodes: withoutLateDays(sums.nodes(regionOf), late, regionOf),
    calendar,
    countries,
    asOfDay,
  })
  const learned: LearnedSales = {
    knowledge: {
      ...knowledge,
      basis: {
        ...knowledge.basis,
        late,
        launches: launchOutlooks(knowledge),
        holidays: holidayFactors(knowledge.effects),
      },
    },
    categories: sums.categories,
    regions: Object.fromEntries(regions),
    borders: abcBorders(revenuesMinor),
    fullFromMinor: revenueOfRank(revenuesMinor, fullItems),
    itemCount,
    seriesCount,
    stockOutEnds: ends,
  }
  const name = await writeFresh('learned', JSON.stringify(learned), ports)
  sums.free()
  const next: ForecastCursor = { ...cursor, learned: name, nextBucket: 0 }
  return {
    changes: {
      phase: 'testing',
      cursor: JSON.stringify(next),
      progressPermille: phaseStart.testing,
    },
    written: [name],
  }
}

/** The items to learn from, as of a day, and how their stock-outs went on until then. */
export async function readSample(
  name: string,
  asOfDay: number,
  ports: Pick<ForecastPorts, 'files' | 'sales'>,
  late: LatePlaces = {},
): Promise<{ readonly sample: ItemDemand[]; readonly ends: StockOutEnds }> {
  const items: ItemSales[] = []
  const bytes = new Uint8Array(await ports.files.read(name))
  const columns = new SalesColumns()
  for (const part of readSalesParts(bytes, columns)) items.push(...part)
  freeBytes(bytes)
  const opened: ItemDemand[] = []
  for await (const item of openItems(items, asOfDay, ports, late)) opened.push(item)
  columns.free()
  const ends = stockOutEndsOf(opened)
  return { sample: opened.map((item) => withoutGone(item, ends)), ends }
}

/** What the item of a rank brought, 1 for the best; more than nothing. */
function revenueOfRank(revenuesMinor: readonly number[], rank: number): number {
  const falling = Float64Array.from(revenuesMinor).sort().reverse()
  return Math.max(1, falling[Math.min(rank, falling.length) - 1] ?? 1)
}
