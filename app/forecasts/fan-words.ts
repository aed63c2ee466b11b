import type { ForecastView } from '#shared/contracts/forecasts.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { formatDay } from '../format/format-moment.ts'
import type { FanSlot } from './fan-slots.ts'
import { formatUnitRange, formatUnits } from './format-units.ts'

/** "5 of 10", "8 of 10", "19 of 20": how often sales fall into an interval, in the smallest whole numbers that say it. */
export function oftenWords(coverageRate: number): string {
  const total = Number.isInteger(Math.round(coverageRate * 1000) / 100) ? 10 : 20
  return `${Math.round(coverageRate * total)} of ${total}`
}

/** What one day or week of the chart says, in a line. */
export function slotWords({ label, sold, expected, marks }: FanSlot): string {
  const names = marks.map(({ name }) => name).join(', ')
  const note = names === '' ? '' : ` (${names})`
  if (expected === undefined) {
    return sold === null || sold === undefined
      ? `${label}${note}: nothing there to sell`
      : `${label}${note}: ${formatUnits(sold)} sold`
  }
  const likely = expected.intervals.find(({ coverageRate }) => Math.abs(coverageRate - 0.8) < 0.01)
  const range =
    likely === undefined
      ? ''
      : `; in ${oftenWords(likely.coverageRate)} cases ${formatUnitRange(likely.lower, likely.upper)}`
  return `${label}${note}: about ${formatUnits(expected.units)} expected${range}`
}

/** Holidays and events from a day on, each name once: "25 Dec Christmas Day", "1 to 7 Dec Winter sale", "30 Nov, 31 Dec Pay day". */
export function marksAhead(marks: ForecastView['marks'], fromDay: string): string[] {
  const ahead = marks.filter(({ day }) => day >= fromDay)
  const byName = Map.groupBy(ahead, ({ name }) => name)
  return [...byName]
    .map(([name, named]) => ({ name, days: [...new Set(named.map(({ day }) => day))].sort() }))
    .toSorted((a, b) => ((a.days[0] ?? '') < (b.days[0] ?? '') ? -1 : 1))
    .map(({ name, days }) => `${stretches(days).map(stretchWords).join(', ')} ${name}`)
}

interface Stretch {
  readonly from: string
  to: string
}

/** Days that follow each other, together. */
function stretches(days: readonly string[]): Stretch[] {
  const result: Stretch[] = []
  for (const day of days) {
    const last = result.at(-1)
    if (last !== undefined && Date.parse(day) - Date.parse(last.to) === dayMs) last.to = day
    else result.push({ from: day, to: day })
  }
  return result
}

function stretchWords({ from, to }: Stretch): string {
  return from === to ? formatDay(from, false) : `${formatDay(from, false)} to ${formatDay(to, false)}`
}
