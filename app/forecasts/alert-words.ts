import type { ForecastAlertList } from '#shared/contracts/forecasts.ts'
import type { Tone } from '../components/badge.tsx'
import { formatRate } from '../format/format-number.ts'
import { formatUnitRange, formatUnits } from './format-units.ts'

export type ForecastAlert = ForecastAlertList['alerts'][number]

/** What kinds of surprises are called, and how loud they are. */
export const alertKinds: Readonly<Record<ForecastAlert['kind'], { name: string; tone: Tone }>> = {
  'sales-above': { name: 'More than expected', tone: 'good' },
  'sales-below': { name: 'Less than expected', tone: 'bad' },
  'accuracy-drift': { name: 'Forecasts got worse', tone: 'warn' },
}

/** What was seen and what had been expected: units sold, or for a drift how far off forecasts are and were. */
export function alertWords({ kind, actual, expected, low, high }: Omit<ForecastAlert, 'subject'>): string {
  if (kind === 'accuracy-drift')
    return `Its forecasts are off by ${formatRate(actual)} now; before, by ${formatRate(expected)}.`
  const range = low === null || high === null ? `about ${formatUnits(expected)}` : formatUnitRange(low, high)
  return `${formatUnits(actual)} sold in 7 days; ${range} were expected.`
}
