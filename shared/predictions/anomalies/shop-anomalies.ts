import type { SeriesAnomalyRow } from '../../database/tables/predictions.ts'
import { dayNumber, dayText } from '../../sales/day-number.ts'
import { seriesAnomaly } from './series-anomaly.ts'

export type ShopSeries = SeriesAnomalyRow['series']

/** What a shop had of something on a day: nothing on the days that are left out. */
export interface DaySum {
  readonly series: ShopSeries
  /** The channel (revenue, orders) or the source (events). */
  readonly part: string
  /** `2026-11-21`, in the shop's time zone. */
  readonly day: string
  /** Minor units, or a number. */
  readonly value: number
}

/** What is judged, and by what. */
export interface ShopAnomalyQuestion {
  /** `2026-11-21`; whole days that have passed. */
  readonly days: readonly string[]
  /** Share of what is usual. */
  readonly deviationThreshold: number
  /** What a day is known for, a holiday nearby or an event of the shop; null: a plain day. */
  readonly occasionOf: (day: string) => string | null
}

/** Eight weeks that are compared with, and eight before them that tell how much days differ. */
export const comparedDays = 112
/** Events come several at a time: a visit is about so many. */
const eventsAtOnce = 10
const titles = { revenue: 'Revenue', orders: 'Orders', events: 'Events' } as const

/**
 * Days unlike the shop's other days: its revenue, orders and events in all, and by channel or source where there are several.
 * Each is compared with the same weekdays of the eight weeks before. Nothing is said of what is younger than four weeks, and what
 * varies as single orders do is usual. A day that is known for something is told with its occasion, which may be all there is to it.
 */
export function shopAnomalies(
  sums: readonly DaySum[],
  { days, deviationThreshold, occasionOf }: ShopAnomalyQuestion,
): Omit<SeriesAnomalyRow, 'tenantId' | 'noticedAt'>[] {
  const orderWorth = worthOfOrders(sums)
  return (['revenue', 'orders', 'events'] as const).flatMap((series) => {
    const ofSeries = sums.filter((sum) => sum.series === series)
    const parts = [...new Set(ofSeries.map(({ part }) => part))].sort()
    return ['', ...(parts.length > 1 ? parts : [])].flatMap((part) => {
      const values = valuesByDay(ofSeries.filter((sum) => part === '' || sum.part === part))
      const firstDay = Math.min(...values.keys())
      const unit = series === 'revenue' ? orderWorth(part) : series === 'orders' ? 1 : eventsAtOnce
      const title = part === '' ? titles[series] : `${titles[series]} (${part})`
      return days.flatMap((day) => {
        const last = dayNumber(day)
        const from = Math.max(firstDay, last - comparedDays)
        if (!(from <= last)) return []
        const line = Array.from({ length: last - from + 1 }, (_, index) => values.get(from + index) ?? 0)
        const found = seriesAnomaly(title, line, dayText(last), unit, deviationThreshold)
        return found === null ? [] : [{ ...found, day, series, part, occasion: occasionOf(day) }]
      })
    })
  })
}

/** What an order of a channel, or of all ('') comes to on average, above 0. */
function worthOfOrders(sums: readonly DaySum[]): (part: string) => number {
  const total = (series: ShopSeries, part: string) =>
    sums.reduce(
      (sum, each) => (each.series === series && (part === '' || each.part === part) ? sum + each.value : sum),
      0,
    )
  return (part) => Math.max(1, total('revenue', part) / Math.max(1, total('orders', part)))
}

function valuesByDay(sums: readonly DaySum[]): Map<number, number> {
  const values = new Map<number, number>()
  for (const { day, value } of sums) {
    const number = dayNumber(day)
    values.set(number, (values.get(number) ?? 0) + value)
  }
  return values
}
