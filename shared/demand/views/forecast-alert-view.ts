import type { ForecastAlertList } from '../../contracts/forecasts.ts'
import type { ForecastAlertRow } from '../../database/tables/forecast.ts'
import { toIso } from '../../kernel/time.ts'
import { dayText } from '../../sales/day-number.ts'
import { forecastSubject } from './forecast-subject.ts'
import { roundUnits } from './round-units.ts'
import { saidRate, saidUnits } from './said-number.ts'

type ForecastAlertView = ForecastAlertList['alerts'][number]

/** Something about sales that somebody should look at, as the API shows it. */
export function forecastAlertView(
  row: ForecastAlertRow,
  storeNames: ReadonlyMap<string, string>,
): ForecastAlertView {
  const subject = forecastSubject(row, storeNames)
  return {
    kind: row.kind,
    subject,
    toDay: dayText(row.toDay),
    actual: roundUnits(row.actual),
    expected: roundUnits(row.expected),
    low: row.low === null ? null : roundUnits(row.low),
    high: row.high === null ? null : roundUnits(row.high),
    worthMinor: Math.round(row.worthMinor),
    text: alertText(row, subject.label),
    noticedAt: toIso(row.noticedAt),
  }
}

function alertText(row: ForecastAlertRow, label: string): string {
  const upTo = `up to ${dayText(row.toDay)}`
  if (row.kind === 'accuracy-drift')
    return `Forecasts of ${label} were off by ${saidRate(row.actual)} of what was sold ${upTo}; before, by ${saidRate(row.expected)}.`
  const expected =
    row.low === null || row.high === null
      ? `about ${saidUnits(row.expected)}`
      : `${saidUnits(row.low)} to ${saidUnits(row.high)}`
  return `${label} sold ${saidUnits(row.actual)} in the 7 days ${upTo}; ${expected} were expected.`
}
