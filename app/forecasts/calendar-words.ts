import type { CalendarEventView } from '#shared/contracts/forecasts.ts'
import { formatDay } from '../format/format-moment.ts'
import { formatRate } from '../format/format-number.ts'

type EventKind = CalendarEventView['kind']

/** What kinds of days there are. */
export const eventKindWords: Readonly<Record<EventKind, { name: string; hint: string }>> = {
  event: { name: 'Event', hint: 'a market, a match, a festival' },
  promotion: { name: 'Promotion', hint: 'a sale, a leaflet, a campaign' },
  closed: { name: 'Closed', hint: 'nothing is sold' },
}
export const eventKinds = Object.keys(eventKindWords) as EventKind[]

const visibleRate = 0.005

/** What days do to sales: "35 % more", "20 % less". */
export function changeWords(changeRate: number): string {
  if (Math.abs(changeRate) < visibleRate) return 'as on other days'
  return `${formatRate(Math.abs(changeRate))} ${changeRate > 0 ? 'more' : 'less'}`
}

/** "5 Dec 2026", "5 Dec to 7 Dec 2026". */
export function daysWords(fromDay: string, toDay: string): string {
  if (fromDay === toDay) return formatDay(fromDay)
  return `${formatDay(fromDay, fromDay.slice(0, 4) !== toDay.slice(0, 4))} to ${formatDay(toDay)}`
}

/** Where and for what an event counts. `storeNames` by id. */
export function eventScopeWords(
  { storeId, category }: Pick<CalendarEventView, 'storeId' | 'category'>,
  storeNames: Readonly<Record<string, string>>,
): string {
  const place = storeId === null ? 'everywhere' : storeId === '' ? 'online' : (storeNames[storeId] ?? storeId)
  return category === null ? place : `${category}, ${place}`
}
