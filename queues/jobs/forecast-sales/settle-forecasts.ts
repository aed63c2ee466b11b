import { forecastRunStatements } from '#shared/database/forecast-runs.ts'
import { forecastStatements } from '#shared/database/forecasts.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { DailySeries } from '#shared/demand/demand-rhythm.ts'
import { scaleItem } from '#shared/demand/forecast-item.ts'
import { sumOfKnown } from '#shared/demand/forecast-leaf.ts'
import { type NodeDemand, nodeKey } from '#shared/demand/node-demand.ts'
import { encodeNodeSeries, type NodeChannels, toldOnce } from '#shared/demand/node-series.ts'
import { outlookText, readOutlookText } from '#shared/demand/outlook-text.ts'
import type { ReconciledNodes } from '#shared/demand/reconcile-nodes.ts'
import type { ToldSeries } from '#shared/demand/told-series.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import type { JobStep } from '../job-ports.ts'
import { nodesKey, toldFolderOf } from './archive-keys.ts'
import { channelSeries, type UsualChannels } from './channel-sums.ts'
import {
  type ForecastCursor,
  type ForecastPart,
  forecastCursor,
  leftBy,
  readJson,
} from './forecast-cursor.ts'
import { openSources, readTally } from './forecast-items.ts'
import { progressIn, workMs } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { type ForecastItem, itemRows, nodeRow, seriesOfItem, toldSeries } from './forecast-rows.ts'
import { knownNodes, type OpenedSales, readLearned } from './learned-sales.ts'
import { addMissed } from './missed-sums.ts'
import { NodeSums } from './node-sums.ts'
import { type ComparedNodes, compareNodes, noteComparison, weekRevenueMinor } from './note-comparison.ts'
import { isToldDue } from './told-source.ts'

const recentDays = 28
/** A few MB of values for one transaction. */
const rowsAtOnce = 2_000

type LaneCounts = ForecastCursor['laneCounts']

/** Makes the rows of nodes and items, and keeps what is told once a week. */
export const settleForecasts: JobStep<ForecastPorts> = async (job, ports) => {
  const cursor = forecastCursor(job)
  const learned = await readLearned(cursor.learned, ports)
  const reconciled = await readJson<ReconciledNodes>(leftBy(cursor.reconciled), ports)
  if (cursor.isTelling === null) return begin(job, learned, reconciled, ports)
  const told = [...cursor.told]
  const laneCounts = { ...cursor.laneCounts }
  const beganMs = ports.nowMs()
  let { settledCount } = cursor
  while (settledCount < cursor.parts.length && ports.nowMs() - beganMs < workMs) {
    const part = cursor.parts[settledCount]
    if (part === undefined) break
    const items = await scaledItems(part, learned, reconciled, ports)
    const { basis } = learned.knowledge
    const rows = items.flatMap((item) => {
      return itemRows(item, { basis, borders: learned.borders, regionOf: learned.regionOf })
    })
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      await ports.write(forecastStatements(job, rows.slice(from, from + rowsAtOnce)))
    }
    for (const { lane } of rows) laneCounts[lane] = (laneCounts[lane] ?? 0) + 1
    if (cursor.isTelling) {
      const key = `${toldFolderOf(job)}${part.fromBucket}-${ports.freshId()}.json`
      await ports.archive.write(key, JSON.stringify(items.flatMap((item) => toldOf(item, learned))))
      told.push({ fromBucket: part.fromBucket, toBucket: part.toBucket, key })
    }
    settledCount += 1
  }
  const isDone = settledCount === cursor.parts.length
  const next: ForecastCursor = { ...cursor, settledCount, told, laneCounts }
  return {
    changes: {
      phase: isDone ? 'closing' : 'settling',
      cursor: JSON.stringify(next),
      progressPermille: progressIn('settling', 'closing', settledCount / Math.max(1, cursor.parts.length)),
    },
  }
}

/** Notes the run, so that its forecasts have their basis, and writes those of nodes. */
async function begin(job: JobRow, learned: OpenedSales, { nodes }: ReconciledNodes, ports: ForecastPorts) {
  const cursor = forecastCursor(job)
  const { basis, responses } = learned.knowledge
  const { asOfDay } = basis
  const sums = NodeSums.read(await ports.files.read(leftBy(cursor.sums)))
  const sources = await openSources(cursor, asOfDay, ports)
  const tally = await readTally(cursor, ports)
  const sold = await keepSold(job, sums, learned, ports)
  const accuracy = compareNodes(tally, sold, sources, asOfDay)
  if (cursor.missed !== null) {
    await addMissed(sums, cursor.missed, ports)
    const asked = { ...sold, nodes: knownNodes(sums, learned), countMissed: true }
    for (const [key, one] of compareNodes(tally, asked, sources, asOfDay)) accuracy.set(key, one)
  }
  await noteComparison(job, tally, sold.weekMinor, sources, asOfDay, ports)
  sums.free()
  await ports.write(
    forecastRunStatements(job, {
      madeAt: job.startedAt,
      asOfDay,
      basis,
      responses,
      seriesCount: 0,
      laneCounts: {},
      toldKey: null,
    }),
  )
  const laneCounts: Record<string, number> = {}
  for (let from = 0; from < nodes.length; from += rowsAtOnce) {
    const rows = nodes.slice(from, from + rowsAtOnce).map((node) => {
      const key = nodeKey(node)
      const recent = sold.recent.get(key)
      const unitsLast28 = recent === undefined ? node.unitsLast28 : sumOfKnown(recent.units)
      return nodeRow(node, { ...node, unitsLast28 }, accuracy.get(key), basis)
    })
    await ports.write(forecastStatements(job, rows))
    for (const { lane } of rows) laneCounts[lane] = (laneCounts[lane] ?? 0) + 1
  }
  const isTelling = isToldDue(await ports.toldRuns(), asOfDay)
  const next: ForecastCursor = { ...cursor, isTelling, laneCounts: laneCounts as LaneCounts }
  return {
    changes: { phase: 'settling', cursor: JSON.stringify(next), resultCount: job.resultCount + nodes.length },
  }
}

/** Keeps what nodes sold, without what was not sold for want of goods. Answers it, to be compared. */
async function keepSold(
  job: JobRow,
  sums: NodeSums,
  learned: OpenedSales,
  ports: ForecastPorts,
): Promise<ComparedNodes & { readonly weekMinor: number }> {
  const nodes = knownNodes(sums, learned)
  const once = toldOnce(nodes)
  const file = encodeNodeSeries(once, await readChannels(forecastCursor(job), once, sums, learned, ports))
  await ports.archive.write(nodesKey(job), file)
  freeBytes(new Uint8Array(file))
  const recent = new Map(nodes.map((node) => [nodeKey(node), lastDays(node)]))
  return { nodes, countMissed: false, recent, weekMinor: weekRevenueMinor(nodes) }
}

/** A copy, which stays as it is when sums are added to. */
function lastDays({ firstDay, units }: NodeDemand): DailySeries {
  const from = Math.max(0, units.length - recentDays)
  return { firstDay: firstDay + from, units: units.slice(from) }
}

/** What nodes sold through each channel; undefined where channels were not told apart. */
async function readChannels(
  { unusual, usualChannels }: ForecastCursor,
  nodes: readonly NodeDemand[],
  sums: NodeSums,
  { regionOf }: OpenedSales,
  ports: ForecastPorts,
): Promise<NodeChannels | undefined> {
  if (unusual === null || usualChannels === null) return undefined
  const others = NodeSums.read(await ports.files.read(unusual))
  const usual = await readJson<UsualChannels>(usualChannels, ports)
  const channels = channelSeries(nodes, sums, others, usual, regionOf)
  others.free()
  return channels
}

/** The items of a part, made to agree with the sums. */
async function scaledItems(
  part: ForecastPart,
  { pairOf }: OpenedSales,
  { factors }: ReconciledNodes,
  ports: ForecastPorts,
): Promise<ForecastItem[]> {
  const items = await readJson<ForecastItem[]>(part.name, ports)
  return items.map((told) => ({
    ...told,
    forecast: scaleItem(told.forecast, (storeId) => factors[pairOf(told.item, storeId)] ?? []),
  }))
}

function toldOf({ item, forecast }: ForecastItem, learned: OpenedSales): ToldSeries[] {
  return seriesOfItem(item, forecast, learned).map(({ place, series }) => {
    const outlook = readOutlookText(outlookText(series.outlook))
    return toldSeries(place, { ...series, outlook })
  })
}
