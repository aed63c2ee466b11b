import type { ForecastRow } from '../database/tables/forecast.ts'
import { whereSold } from './forecast-levels.ts'
import { type OpenOutlook, openOutlook } from './open-outlook.ts'
import type { OutlookBasis } from './outlook.ts'
import { readOutlookText } from './outlook-text.ts'

/** The outlook of a row, with what its run has in common. */
export function openForecast(
  row: Pick<ForecastRow, 'outlook' | 'category' | 'demandClass' | 'level' | 'storeId' | 'region'>,
  basis: OutlookBasis,
): OpenOutlook {
  return openOutlook(readOutlookText(row.outlook), basis, row.category, row.demandClass, whereSold(row))
}
