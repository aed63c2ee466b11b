import type { ForecastSummaryView } from '../../contracts/forecasts.ts'
import type { ForecastSummaryRow } from '../../database/list-forecasts.ts'
import { forecastSubject } from './forecast-subject.ts'
import { roundUnits } from './round-units.ts'

/** A forecast in short, as the API lists it. */
export function forecastSummary(
  row: ForecastSummaryRow,
  storeNames: ReadonlyMap<string, string>,
): ForecastSummaryView {
  return {
    subject: forecastSubject(row, storeNames),
    demandClass: row.demandClass,
    abcClass: row.abcClass,
    xyzClass: row.xyzClass,
    lane: row.lane,
    fallback: row.fallback,
    unitsLast28: roundUnits(row.unitsLast28),
    unitsNext28: roundUnits(row.unitsNext28),
    unitsNext28Low80: roundUnits(row.unitsNext28Low80),
    unitsNext28High80: roundUnits(row.unitsNext28High80),
    changeRate: changeRate(row.unitsLast28, row.unitsNext28),
    revenueNext28Minor: Math.round(row.revenueNext28Minor),
    wapeRate: row.wapeRate,
    biasRate: row.biasRate,
    stockOutDays: row.stockOutDays,
  }
}

/** How much more the next days will sell than the last did; null when those sold nothing. */
export function changeRate(unitsLast: number, unitsNext: number): number | null {
  return unitsLast > 0 ? (unitsNext - unitsLast) / unitsLast : null
}
