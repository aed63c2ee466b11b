import { type Abroad, countryAbroad } from '#shared/demand/abroad.ts'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { daysOfEvents } from '#shared/demand/own-days.ts'

/** Whether a place may have sold nothing on a day because it was a holiday, or is noted as closed. */
export function closedDays(
  calendar: readonly CalendarDay[],
  countries: Abroad['countries'],
): (storeId: string, day: number) => boolean {
  const daysBy = (kind: CalendarDay['kind'], keyOf: (day: CalendarDay) => string | null) => {
    const byKey = Map.groupBy(
      calendar.filter((one) => one.kind === kind),
      keyOf,
    )
    return new Map([...byKey].map(([key, events]) => [key, daysOfEvents(events)]))
  }
  const holidays = daysBy('holiday', ({ country }) => country ?? null)
  const closed = daysBy('closed', ({ storeId }) => storeId)
  return (storeId, day) =>
    holidays.get(countryAbroad({ countries }, storeId))?.has(day) === true ||
    closed.get(null)?.has(day) === true ||
    closed.get(storeId)?.has(day) === true
}
