import { forecastAccuracyStatements } from '#shared/database/forecast-accuracy.ts'
import { forecastAlertStatements, type NewAlertRow } from '#shared/database/forecast-alerts.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { DailySeries } from '#shared/demand/demand-rhythm.ts'
import { unitPrice } from '#shared/demand/forecast-leaf.ts'
import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import { type NodeDemand, nodeKey } from '#shared/demand/node-demand.ts'
import { driftFrom } from '#shared/demand/surprising-sales.ts'
import { accuracyRows, alertRows, compareSeries, type ToldSources } from './compare-sales.ts'
import type { ForecastTally } from './forecast-items.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import type { SeriesAccuracy } from './forecast-rows.ts'
import type { ToldSource } from './told-source.ts'

/** Of a week's revenue, what a surprise has to be about at least: less is noise among so many series. */
const leastWorthRate = 0.001
const weekDays = 7
/** A MB or so for one transaction: with many places there are many groups. */
const rowsAtOnce = 2_000
/** What became of forecasts is compared with that of half a year. */
const driftDays = 182
const driftHorizonDays = 7
const driftLevels: readonly ForecastLevel[] = ['total', 'sku-store']

/** Sums as they were told: of what was sold, or of what was asked for. */
export interface ComparedNodes {
  readonly nodes: readonly NodeDemand[]
  readonly countMissed: boolean
  /** By node, what was sold on the last days. */
  readonly recent: ReadonlyMap<string, DailySeries>
}

/** Compares what was said of sums with what came, where it was said of such sums. Answers by node how well it was forecast, where that is known. */
export function compareNodes(
  tally: ForecastTally,
  { nodes, countMissed, recent }: ComparedNodes,
  sources: ToldSources,
  asOfDay: number,
): Map<string, SeriesAccuracy> {
  const alike = (source: ToldSource | null) => (source?.countsMissed === countMissed ? source : null)
  const ofSuch = { 7: alike(sources[7]), 28: alike(sources[28]) }
  const storeCount = nodes.filter(({ level }) => level === 'store').length
  const compared = nodes.map((series): [string, SeriesAccuracy] => {
    const { level, storeId, category, region } = series
    const key = nodeKey(series)
    const place = { level, storeId, category, region, sku: '' }
    // Where there is one place, it says the same as all together; and pairs are many and small.
    const mayAlert = level === 'total' || level === 'category' || (level === 'store' && storeCount > 1)
    const sold = countMissed ? recent.get(key) : undefined
    const about = { place, name: null, series, unitPriceMinor: unitPrice(series), mayAlert }
    const known = { ...about, ...(sold !== undefined && { sold }) }
    return [key, compareSeries(tally, known, ofSuch, asOfDay, category)]
  })
  return new Map(compared.filter(([, { wapeRate }]) => wapeRate !== null))
}

/**
 * Notes what all comparisons have come to: of items and sums, with alerts.
 *
 * @param weekMinor what the shop takes in a week, lately, in smallest units of the tenant's currency
 */
export async function noteComparison(
  job: JobRow,
  tally: ForecastTally,
  weekMinor: number,
  sources: ToldSources,
  asOfDay: number,
  ports: Pick<ForecastPorts, 'write' | 'toldAccuracy' | 'nowMs'>,
): Promise<void> {
  const rows = accuracyRows(tally, sources)
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await ports.write(forecastAccuracyStatements(job, rows.slice(from, from + rowsAtOnce)))
  const told = { toDay: asOfDay, noticedAt: job.startedAt }
  const alerts = alertRows(tally, leastWorthRate * weekMinor, told)
  const drifts = await findDrifts(asOfDay, weekMinor, told, ports)
  await ports.write(forecastAlertStatements(job, asOfDay, [...alerts, ...drifts]))
}

/** Levels of which forecasts have lately become worse. */
async function findDrifts(
  asOfDay: number,
  weekMinor: number,
  told: Pick<NewAlertRow, 'toDay' | 'noticedAt'>,
  { toldAccuracy }: Pick<ForecastPorts, 'toldAccuracy'>,
): Promise<NewAlertRow[]> {
  const noted = await toldAccuracy(driftHorizonDays, asOfDay - driftDays)
  return driftLevels.flatMap((level): NewAlertRow[] => {
    const ofLevel = noted.filter((each) => each.level === level && each.wapeRate !== null)
    const rates = ofLevel.map(({ wapeRate }) => wapeRate ?? 0)
    const newest = rates.at(-1)
    const usual = driftFrom(rates)
    const isNew = (ofLevel.at(-1)?.toDay ?? 0) > asOfDay - weekDays
    if (newest === undefined || usual === null || !isNew) return []
    return [
      {
        ...told,
        ...{ kind: 'accuracy-drift', level, sku: '', storeId: '', category: '', region: '', name: null },
        ...{ actual: newest, expected: usual, low: null, high: null },
        worthMinor: (newest - usual) * weekMinor,
      },
    ]
  })
}

/** What the shop takes in a week, lately, in smallest units of the tenant's currency. */
export function weekRevenueMinor(nodes: readonly NodeDemand[]): number {
  const [total] = nodes
  if (total === undefined) return 0
  const recent = total.revenueMinor.subarray(Math.max(0, total.revenueMinor.length - 4 * weekDays))
  return recent.reduce((sum, revenue) => sum + revenue, 0) / 4
}
