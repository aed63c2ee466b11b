import type { ForecastRow } from '#shared/database/tables/forecast.ts'
import { type AbcBorders, abcClass } from '#shared/demand/abc-xyz.ts'
import { whereSold } from '#shared/demand/forecast-levels.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import { outlookText } from '#shared/demand/outlook-text.ts'
import type { ItemForecast, SeriesOutlook } from '#shared/demand/series-outlook.ts'
import type { ToldSeries } from '#shared/demand/told-series.ts'
import type { SoldItem } from '#shared/sales/sale.ts'

const nextDays = 28
const coverageRate = 0.8

export type NewForecastRow = Omit<ForecastRow, 'tenantId' | 'runId'>

/** How well a series was forecast before; null where nothing was compared. */
export interface SeriesAccuracy {
  readonly wapeRate: number | null
  readonly biasRate: number | null
}

/** What all rows of a run are made with. */
export interface RowContext {
  readonly basis: OutlookBasis
  readonly borders: AbcBorders
  regionOf(storeId: string): string
}

/** An item with its forecasts, and what else its rows say. */
export interface ForecastItem {
  readonly item: SoldItem
  readonly forecast: ItemForecast
  /** Of a year, in smallest units of the tenant's currency. */
  readonly revenueMinor: number
  /** Of each leaf, then of the whole. */
  readonly accuracy: readonly SeriesAccuracy[]
}

type Place = Pick<ForecastRow, 'level' | 'sku' | 'storeId' | 'category' | 'region'>

/** The rows of an item: in each place, and altogether. */
export function itemRows(told: ForecastItem, context: RowContext): NewForecastRow[] {
  const { item, forecast, revenueMinor, accuracy } = told
  return seriesOfItem(item, forecast, context).map(({ place, series }, at) => ({
    ...seriesRow(place, series, context.basis),
    productId: item.productId,
    name: item.name,
    abcClass: abcClass(revenueMinor, context.borders),
    xyzClass: series.xyzClass,
    wapeRate: accuracy[at]?.wapeRate ?? null,
    biasRate: accuracy[at]?.biasRate ?? null,
  }))
}

/** The row of what adds up from items. */
export function nodeRow(
  place: Omit<Place, 'sku'>,
  series: SeriesOutlook,
  accuracy: SeriesAccuracy | undefined,
  basis: OutlookBasis,
): NewForecastRow {
  return {
    ...seriesRow({ ...place, sku: '' }, series, basis),
    productId: null,
    name: null,
    abcClass: '',
    xyzClass: '',
    wapeRate: accuracy?.wapeRate ?? null,
    biasRate: accuracy?.biasRate ?? null,
  }
}

/** The series of an item with what they are about: its leaves, then the whole. */
export function seriesOfItem(
  { sku, category }: Pick<SoldItem, 'sku' | 'category'>,
  { leaves, whole }: ItemForecast,
  { regionOf }: Pick<RowContext, 'regionOf'>,
): { readonly place: Place; readonly series: SeriesOutlook }[] {
  const about = { sku, category: category ?? '' }
  const ofLeaves = leaves.map((series) => {
    const { storeId } = series
    return { place: { ...about, level: 'sku-store' as const, storeId, region: regionOf(storeId) }, series }
  })
  if (whole === null) return ofLeaves
  return [...ofLeaves, { place: { ...about, level: 'sku' as const, storeId: '', region: '' }, series: whole }]
}

/** What is kept of a series to be compared later. */
export function toldSeries(place: Place, series: SeriesOutlook): ToldSeries {
  const { demandClass, lane, members, outlook } = series
  return { ...place, demandClass, lane, model: members[0]?.[0] ?? '', outlook }
}

function seriesRow(place: Place, series: SeriesOutlook, basis: OutlookBasis) {
  const { outlook, demandClass, lane, members, fallback, unitPriceMinor, unitsLast28 } = series
  const opened = openOutlook(outlook, basis, place.category, demandClass, whereSold(place))
  const unitsNext28 = opened.expectedUnits(0, nextDays)
  const { lower, upper } = opened.interval(0, nextDays, coverageRate)
  return {
    ...place,
    demandClass,
    lane,
    members: members.map(([name, share]): [string, number] => [name, share]),
    fallback,
    outlook: outlookText(outlook),
    unitPriceMinor,
    unitsLast28,
    unitsNext28,
    unitsNext28Low80: lower,
    unitsNext28High80: upper,
    revenueNext28Minor: unitPriceMinor === null ? 0 : unitsNext28 * unitPriceMinor,
    stockOutDays: series.stockOutDays,
    firstSaleDay: series.firstSaleDay,
  }
}
