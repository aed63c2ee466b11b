import { nothingAbroad } from '#shared/demand/abroad.ts'
import { forecastItem, scaleItem } from '#shared/demand/forecast-item.ts'
import { forecastNodes } from '#shared/demand/forecast-nodes.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'
import { reconcileNodes } from '#shared/demand/reconcile-nodes.ts'
import type { ItemForecast } from '#shared/demand/series-outlook.ts'
import type { ToldSeries } from '#shared/demand/told-series.ts'
import type { JobStep } from '../job-ports.ts'
import { type ForecastCursor, forecastCursor, leftBy, writeFresh } from './forecast-cursor.ts'
import { phaseStart } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { seriesOfItem, toldSeries } from './forecast-rows.ts'
import { addLeaves, type LeafBlocks } from './leaf-blocks.ts'
import { readSample } from './learn-sales.ts'
import { laneOf, type OpenedSales, readLearned } from './learned-sales.ts'
import { addMissed } from './missed-sums.ts'
import { NodeSums } from './node-sums.ts'
import { readCalendar } from './read-calendar.ts'
import { type HeldOut, heldOutDays, isAllTold } from './told-source.ts'

/** With less than eight weeks before those nothing would be learned. */
const leastDays = 56
const mostItems = 1_000
/** The total, regions, places and some categories: the largest sums come first. */
const mostNodes = 60

/**
 * While nothing has been told that could be compared with what came: makes forecasts of sums and of the sample as of four weeks ago,
 * from what was known then.
 */
export const testForecasts: JobStep<ForecastPorts> = async (job, ports) => {
  const cursor = forecastCursor(job)
  const learned = await readLearned(cursor.learned, ports)
  const { asOfDay } = learned.knowledge.basis
  const heldOut = isAllTold(await ports.toldRuns(), asOfDay) ? null : await holdOut(cursor, learned, ports)
  const name = heldOut === null ? null : await writeFresh('held-out', JSON.stringify(heldOut), ports)
  return {
    changes: {
      phase: 'forecasting',
      cursor: JSON.stringify({ ...cursor, heldOut: name } satisfies ForecastCursor),
      progressPermille: phaseStart.forecasting,
    },
    ...(name !== null && { written: [name] }),
  }
}

/** Null when too little was known then. */
async function holdOut(
  cursor: ForecastCursor,
  learned: OpenedSales,
  ports: ForecastPorts,
): Promise<HeldOut | null> {
  const sums = NodeSums.read(await ports.files.read(leftBy(cursor.sums)))
  await addMissed(sums, cursor.missedThen, ports)
  const made = await holdOutFrom(sums, cursor, learned, ports)
  sums.free()
  return made
}

async function holdOutFrom(
  sums: NodeSums,
  cursor: ForecastCursor,
  learned: OpenedSales,
  ports: ForecastPorts,
): Promise<HeldOut | null> {
  const asOfDay = sums.asOfDay - heldOutDays
  const nodes = sums.nodes(learned.regionOf).flatMap(withoutLastDays)
  const [total] = nodes
  if (total === undefined || total.units.length < leastDays) return null
  const { sample } = await readSample(leftBy(cursor.sample), asOfDay, ports)
  // What was learned before places abroad had their own holidays names none.
  const { countries } = learned.knowledge.abroad ?? nothingAbroad
  const calendar = await readCalendar(asOfDay, countries, ports)
  const knowledge = learnDemand({ sample, nodes, calendar, countries, asOfDay })
  const outlooks = forecastNodes(nodes.slice(0, mostNodes), knowledge)
  const items = sample.slice(0, mostItems).map((item) => {
    return { item, forecast: forecastItem(item, knowledge, laneOf(item, learned)) }
  })
  // Items are told as they agree with the sums: here only where all items and all sums are at hand.
  const isWholeShop = items.length >= learned.itemCount && outlooks.length === nodes.length
  const agreed = isWholeShop
    ? reconcileNodes(outlooks, leafBlocksOf(items, learned))
    : { nodes: outlooks, factors: {} }
  const ofNodes = agreed.nodes.map((node) => toldSeries({ ...node, sku: '' }, node))
  const ofItems = items.flatMap(({ item, forecast }): ToldSeries[] => {
    const scaled = scaleItem(forecast, (storeId) => agreed.factors[learned.pairOf(item, storeId)] ?? [])
    return seriesOfItem(item, scaled, learned).map(({ place, series }) => toldSeries(place, series))
  })
  const countsMissed = cursor.missedThen !== null
  return { asOfDay, basis: knowledge.basis, countsMissed, series: [...ofNodes, ...ofItems] }
}

function leafBlocksOf(
  items: readonly { readonly item: ItemDemand; readonly forecast: ItemForecast }[],
  learned: OpenedSales,
): LeafBlocks {
  const sums: LeafBlocks = {}
  for (const { item, forecast } of items) addLeaves(sums, item, forecast, learned)
  return sums
}

/** What a node had sold before the days that are held out; nothing when it had not begun. */
function withoutLastDays(node: NodeDemand): NodeDemand[] {
  const dayCount = node.units.length - heldOutDays
  if (dayCount <= 0) return []
  return [
    {
      ...node,
      units: node.units.subarray(0, dayCount),
      revenueMinor: node.revenueMinor.subarray(0, dayCount),
    },
  ]
}
