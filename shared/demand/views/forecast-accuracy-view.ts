import type { ForecastAccuracyView } from '../../contracts/forecasts.ts'
import type { ForecastAccuracyRow } from '../../database/tables/forecast.ts'
import { dayText } from '../../sales/day-number.ts'

/** How good forecasts were, as the API shows it. */
export function forecastAccuracyView({
  tenantId,
  asOfDay,
  toDay,
  ...figures
}: ForecastAccuracyRow): ForecastAccuracyView {
  return { toDay: dayText(toDay), ...figures }
}
