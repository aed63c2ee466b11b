import { abcBorders } from '#shared/demand/abc-xyz.ts'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import type { CalendarEffect } from '#shared/demand/calendar-effects.ts'
import { historyDays, type ItemDemand } from '#shared/demand/item-demand.ts'
import { type LatePlaces, latePlaces, withoutLateDays } from '#shared/demand/late-places.ts'
import { launchOutlooks } from '#shared/demand/launch-outlooks.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { outlookDays } from '#shared/demand/outlook.ts'
import { daysOfEvents, ownDays } from '#shared/demand/own-days.ts'
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
  const regionOf = (storeId: string) => regions.get(storeId) ?? ''
  const calendar = await readCalendar(asOfDay, ports)
  const nodes = sums.nodes(regionOf)
  const late = latePlaces(nodes, closedDays(calendar))
  const knowledge = learnDemand({
    sample: await readSample(leftBy(cursor.sample), asOfDay, ports, late),
    nodes: withoutLateDays(nodes, late, regionOf),
    calendar,
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

/** The items to learn from, as of a day. */
export async function readSample(
  name: string,
  asOfDay: number,
  ports: Pick<ForecastPorts, 'files' | 'sales'>,
  late: LatePlaces = {},
): Promise<ItemDemand[]> {
  const items: ItemSales[] = []
  for (const part of readSalesParts(new Uint8Array(await ports.files.read(name)))) items.push(...part)
  const opened: ItemDemand[] = []
  for await (const item of openItems(items, asOfDay, ports, late)) opened.push(item)
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

/** By name, of those that were seen. */
function holidayFactors(effects: readonly CalendarEffect[]): Record<string, number> {
  const ofAll = effects.filter(({ kind, name, offset, category }) => {
    return kind === 'holiday' && name !== '' && offset === 0 && category === ''
  })
  return Object.fromEntries(ofAll.map(({ name, factor }) => [name, factor]))
}

/** Whether a place may have sold nothing on a day because it was a holiday, or is noted as closed. */
function closedDays(calendar: readonly CalendarDay[]): (storeId: string, day: number) => boolean {
  const closed = calendar.filter(({ kind }) => kind === 'holiday' || kind === 'closed')
  const byPlace = Map.groupBy(closed, ({ storeId }) => storeId ?? '*')
  const days = new Map([...byPlace].map(([place, events]) => [place, daysOfEvents(events)]))
  return (storeId, day) => days.get('*')?.has(day) === true || days.get(storeId)?.has(day) === true
}
