import type { NewAccuracyRow } from '#shared/database/forecast-accuracy.ts'
import type { NewAlertRow } from '#shared/database/forecast-alerts.ts'
import type { ForecastAccuracyRow } from '#shared/database/tables/forecast.ts'
import {
  type AccuracySums,
  accuracyOf,
  addToAccuracySums,
  type ComparedSeries,
  compareForecast,
  emptyAccuracySums,
} from '#shared/demand/compare-forecast.ts'
import type { DailySeries } from '#shared/demand/demand-rhythm.ts'
import { whereSold } from '#shared/demand/forecast-levels.ts'
import { type OpenOutlook, openOutlook } from '#shared/demand/open-outlook.ts'
import { type SalesSurprise, surpriseOf, worthiest } from '#shared/demand/surprising-sales.ts'
import type { ToldSeries } from '#shared/demand/told-series.ts'
import type { SeriesAccuracy } from './forecast-rows.ts'
import type { ToldSource } from './told-source.ts'

/** What the sales of a series are compared with, by days ahead; null where nothing was said. */
export interface ToldSources {
  readonly 7: ToldSource | null
  readonly 28: ToldSource | null
}

type Place = Pick<ToldSeries, 'level' | 'sku' | 'storeId' | 'category' | 'region'>

/** A series as it is known by now. */
export interface KnownSeries {
  readonly place: Place
  readonly name: string | null
  readonly series: DailySeries
  /** Smallest units of the tenant's currency. */
  readonly unitPriceMinor: number | null
  /** False: another series says the same, and is looked at in its place. */
  readonly mayAlert: boolean
  /** Where `series` has more than what was sold: the units sold in the last days. */
  readonly sold?: DailySeries
}

type Surprise = SalesSurprise & Place & { readonly name: string | null }

/** What comparisons have come to, handed from step to step. */
export interface ComparisonTally {
  /** By horizon, level and group. */
  readonly accuracy: Record<string, AccuracySums>
  surprises: readonly Surprise[]
}

type GroupKey = readonly [
  horizonDays: 7 | 28,
  level: ForecastAccuracyRow['level'],
  groupKind: ForecastAccuracyRow['groupKind'],
  groupName: string,
]

/** Alerts of a run. More, nobody would look at. */
export const mostAlerts = 100
const surpriseDays = 7
const notCompared: SeriesAccuracy = { wapeRate: null, biasRate: null }

export function emptyComparison(): ComparisonTally {
  return { accuracy: {}, surprises: [] }
}

/**
 * Sets what was said of a series beside what came, adds it to the tally, and answers how well the last 28 days that can be compared
 * were forecast.
 *
 * @param groupOf the name under which the series' category is compared
 */
export function compareSeries(
  tally: ComparisonTally,
  known: KnownSeries,
  sources: ToldSources,
  asOfDay: number,
  groupOf: string,
): SeriesAccuracy {
  surprise(tally, known, sources[7], asOfDay)
  count(tally, known, 7, sources[7], groupOf)
  const compared = count(tally, known, 28, sources[28], groupOf)
  if (compared === null || compared.actualUnits <= 0) return notCompared
  const error = compared.expectedUnits - compared.actualUnits
  return {
    wapeRate: Math.abs(error) / compared.actualUnits,
    biasRate: error / compared.actualUnits,
  }
}

function count(
  tally: ComparisonTally,
  { place, series }: KnownSeries,
  horizonDays: 7 | 28,
  source: ToldSource | null,
  category: string,
): ComparedSeries | null {
  const told = source?.find(place)
  if (source === null || told === undefined) return null
  const compared = compareForecast(openTold(told, source), series, source.asOfDay, horizonDays)
  if (compared === null) return null
  for (const [kind, name] of groupsOf(told, category)) {
    const key: GroupKey = [horizonDays, place.level, kind, name]
    const text = JSON.stringify(key)
    const sums = tally.accuracy[text] ?? emptyAccuracySums()
    tally.accuracy[text] = sums
    addToAccuracySums(sums, compared)
  }
  return compared
}

function groupsOf(
  { level, storeId, demandClass, lane, model }: ToldSeries,
  category: string,
): [ForecastAccuracyRow['groupKind'], string][] {
  const hasStore = level === 'store' || level === 'category-store' || level === 'sku-store'
  const hasCategory = level !== 'total' && level !== 'region' && level !== 'store'
  return [
    ['all', ''],
    ...(hasStore ? [['store', storeId] as ['store', string]] : []),
    ...(hasCategory ? [['category', category] as ['category', string]] : []),
    ['class', demandClass],
    ['lane', lane],
    ['model', model],
  ]
}

/** The last seven days, beside what was said before them. */
function surprise(
  tally: ComparisonTally,
  { place, name, series, unitPriceMinor, mayAlert, sold }: KnownSeries,
  source: ToldSource | null,
  asOfDay: number,
): void {
  const told = mayAlert ? source?.find(place) : undefined
  if (source === null || told === undefined) return
  const before = asOfDay - surpriseDays
  const later = laterBy(openTold(told, source), before - source.asOfDay)
  const surpriseIn = (known: DailySeries) => {
    const compared = compareForecast(later, known, before, surpriseDays)
    return compared === null ? null : surpriseOf(compared, unitPriceMinor)
  }
  const found = surpriseIn(series)
  // Who reads of sales is told what was sold; what was missed for want of goods makes no surprise, nor does it hide one.
  const ofSold = sold === undefined ? found : surpriseIn(sold)
  if (found === null || ofSold?.kind !== found.kind) return
  const worthMinor = Math.min(found.worthMinor, ofSold.worthMinor)
  tally.surprises = worthiest([...tally.surprises, { ...ofSold, worthMinor, ...place, name }], 0, mostAlerts)
}

function openTold(told: ToldSeries, { basis }: ToldSource): OpenOutlook {
  return openOutlook(told.outlook, basis, told.category, told.demandClass, whereSold(told))
}

/** The same outlook, its days counted from a later one on. */
function laterBy(outlook: OpenOutlook, days: number): OpenOutlook {
  return {
    expectedUnits: (from, dayCount) => outlook.expectedUnits(from + days, dayCount),
    quantile: (from, dayCount, probability) => outlook.quantile(from + days, dayCount, probability),
    interval: (from, dayCount, coverageRate) => outlook.interval(from + days, dayCount, coverageRate),
  }
}

/** What is noted of all groups that were compared. */
export function accuracyRows({ accuracy }: ComparisonTally, sources: ToldSources): NewAccuracyRow[] {
  return Object.entries(accuracy).flatMap(([text, sums]) => {
    const [horizonDays, level, groupKind, groupName]: GroupKey = JSON.parse(text)
    const source = sources[horizonDays]
    if (source === null) return []
    const { asOfDay, wasTold } = source
    const group = { horizonDays, level, groupKind, groupName }
    return [{ ...group, toDay: asOfDay + horizonDays, asOfDay, wasTold, ...accuracyOf(sums) }]
  })
}

/** What is noted of all that surprised and was worth so much at least. */
export function alertRows(
  { surprises }: ComparisonTally,
  leastWorthMinor: number,
  told: Pick<NewAlertRow, 'toDay' | 'noticedAt'>,
): NewAlertRow[] {
  return worthiest(surprises, leastWorthMinor, mostAlerts).map((found) => ({ ...found, ...told }))
}
