import type { ForecastRow } from '../../database/tables/forecast.ts'
import { dayText } from '../../sales/day-number.ts'
import { openForecast } from '../open-forecast.ts'
import { type OutlookBasis, outlookDays } from '../outlook.ts'
import { type ForecastGrain, forecastPoints } from '../views/forecast-points.ts'
import { forecastSubject } from '../views/forecast-subject.ts'
import { grainDays } from '../views/period.ts'

/** How a column is kept in a Parquet file; a day is days since 1970-01-01. */
export type ColumnKind = 'text' | 'day' | 'number' | 'whole'

/** The columns of a file of forecasts, in order. */
export const forecastColumns = {
  level: 'text',
  sku: 'text',
  storeId: 'text',
  storeName: 'text',
  category: 'text',
  region: 'text',
  name: 'text',
  asOf: 'day',
  from: 'day',
  to: 'day',
  units: 'number',
  lower50: 'number',
  upper50: 'number',
  lower80: 'number',
  upper80: 'number',
  lower95: 'number',
  upper95: 'number',
  /** In smallest units of the currency. */
  revenueMinor: 'whole',
  currency: 'text',
} as const satisfies Record<string, ColumnKind>

export type ForecastColumn = keyof typeof forecastColumns
export const forecastColumnNames = Object.keys(forecastColumns) as ForecastColumn[]

/** One stretch of days of one forecast. What a level has not, and what is not known, is null. A storeId '' is online. */
export type ForecastLine = {
  readonly [Column in ForecastColumn]:
    | ((typeof forecastColumns)[Column] extends 'text' ? string : number)
    | null
}

/** All days or weeks ahead of one forecast. */
export function forecastLines(
  row: ForecastRow,
  basis: OutlookBasis,
  grain: ForecastGrain,
  shop: { readonly currency: string; readonly storeNames: ReadonlyMap<string, string> },
): ForecastLine[] {
  const subject = forecastSubject(row, shop.storeNames)
  const outlook = openForecast(row, basis)
  const days = grainDays[grain]
  const count = outlookDays / days
  return forecastPoints(outlook, basis.asOfDay, grain, count, row.unitPriceMinor).map((point, index) => {
    const from = basis.asOfDay + 1 + index * days
    const [of50, of80, of95] = point.intervals
    return {
      level: row.level,
      sku: subject.sku,
      storeId: subject.storeId,
      storeName: shop.storeNames.get(row.storeId) ?? null,
      category: subject.category,
      region: subject.region,
      name: row.name,
      asOf: basis.asOfDay,
      from,
      to: from + days - 1,
      units: point.units,
      lower50: of50?.lower ?? null,
      upper50: of50?.upper ?? null,
      lower80: of80?.lower ?? null,
      upper80: of80?.upper ?? null,
      lower95: of95?.lower ?? null,
      upper95: of95?.upper ?? null,
      revenueMinor: point.revenueMinor,
      currency: shop.currency,
    }
  })
}

/** A line as cells of a CSV file. */
export function forecastCells(line: ForecastLine): string[] {
  return forecastColumnNames.map((column) => {
    const value = line[column]
    if (value === null) return ''
    return forecastColumns[column] === 'day' ? dayText(Number(value)) : String(value)
  })
}
