import { abcBorders } from '#shared/demand/abc-xyz.ts'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { historyDays, type ItemDemand } from '#shared/demand/item-demand.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { outlookDays } from '#shared/demand/outlook.ts'
import { ownDays } from '#shared/demand/own-days.ts'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { readSalesParts } from '#shared/sales/read-sales-file.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import type { JobStep } from '../job-ports.ts'
import { type ForecastCursor, forecastCursor, leftBy, writeFresh } from './forecast-cursor.ts'
import { phaseStart } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import type { LearnedSales } from './learned-sales.ts'
import { NodeSums } from './node-sums.ts'
import { openItems } from './open-items.ts'

/** So many items, those that bring the most, are forecast with a search among models. */
const fullItems = 500

/** Learns from the sample and the sums what all forecasts rest on. */
export const learnSales: JobStep<ForecastPorts> = async (job, ports) => {
  const cursor = forecastCursor(job)
  const sums = NodeSums.read(await ports.files.read(leftBy(cursor.sums)))
  const { asOfDay, itemCount, seriesCount, revenuesMinor } = sums
  const regions = await ports.regions()
  const learned: LearnedSales = {
    knowledge: learnDemand({
      sample: await readSample(leftBy(cursor.sample), asOfDay, ports),
      nodes: sums.nodes((storeId) => regions.get(storeId) ?? ''),
      calendar: await readCalendar(asOfDay, ports),
      asOfDay,
    }),
    categories: sums.categories,
    regions: Object.fromEntries(regions),
    borders: abcBorders(revenuesMinor),
    fullFromMinor: revenueOfRank(revenuesMinor, fullItems),
    itemCount,
    seriesCount,
  }
  const name = await writeFresh('learned', JSON.stringify(learned), ports)
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

/** The items to learn from, as of a day. */
export async function readSample(
  name: string,
  asOfDay: number,
  ports: Pick<ForecastPorts, 'files' | 'sales'>,
): Promise<ItemDemand[]> {
  const items: ItemSales[] = []
  for (const part of readSalesParts(new Uint8Array(await ports.files.read(name)))) items.push(...part)
  const opened: ItemDemand[] = []
  for await (const item of openItems(items, asOfDay, ports)) opened.push(item)
  return opened
}

/** All days that may sell otherwise, from the oldest that is looked at to the last ahead. */
export async function readCalendar(
  asOfDay: number,
  { country, calendarEvents }: Pick<ForecastPorts, 'country' | 'calendarEvents'>,
): Promise<CalendarDay[]> {
  const fromDay = asOfDay - historyDays + 1
  const toDay = asOfDay + outlookDays
  return [...holidaysOf(country, fromDay, toDay), ...ownDays(await calendarEvents(), fromDay, toDay)]
}

/** What the item of a rank brought, 1 for the best; more than nothing. */
function revenueOfRank(revenuesMinor: readonly number[], rank: number): number {
  const falling = Float64Array.from(revenuesMinor).sort().reverse()
  return Math.max(1, falling[Math.min(rank, falling.length) - 1] ?? 1)
}
