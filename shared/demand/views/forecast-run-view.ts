import type { ForecastRunView } from '../../contracts/forecasts.ts'
import type { ForecastRunRow } from '../../database/tables/forecast.ts'
import { toIso } from '../../kernel/time.ts'
import { dayText } from '../../sales/day-number.ts'

/** One time that all forecasts were made, as the API shows it. */
export function forecastRunView(
  row: Pick<ForecastRunRow, 'runId' | 'madeAt' | 'asOfDay' | 'seriesCount' | 'laneCounts'>,
): ForecastRunView {
  return {
    runId: row.runId,
    madeAt: toIso(row.madeAt),
    asOf: dayText(row.asOfDay),
    seriesCount: row.seriesCount,
    laneCounts: row.laneCounts,
  }
}
