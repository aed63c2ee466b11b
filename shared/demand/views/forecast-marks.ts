import type { ForecastView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { CalendarDay } from '../calendar-day.ts'

/** What a forecast is of: null where it is of several, and every event marks it. */
export interface MarkedSubject {
  readonly storeId: string | null
  readonly category: string | null
}

/** More, nobody could tell apart. */
const mostMarks = 1_000

/** The holidays and events that touch a forecast, oldest first: every day of an event, or where those are too many the first of each. */
export function forecastMarks(days: readonly CalendarDay[], subject: MarkedSubject): ForecastView['marks'] {
  const touches = (of: string | null, is: string | null) => of === null || is === null || of === is
  const touching = days.filter(
    ({ storeId, category }) => touches(storeId, subject.storeId) && touches(category, subject.category),
  )
  const count = touching.reduce((sum, { day, lastDay = day }) => sum + lastDay - day + 1, 0)
  const single = count > mostMarks ? touching : touching.flatMap(singleDays)
  return [...single]
    .sort((one, other) => one.day - other.day || (one.name < other.name ? -1 : 1))
    .slice(0, mostMarks)
    .map(({ day, name, kind }) => ({ day: dayText(day), name, kind }))
}

function singleDays(event: CalendarDay): CalendarDay[] {
  const { day, lastDay = day } = event
  return Array.from({ length: lastDay - day + 1 }, (_, at) => ({ ...event, day: day + at }))
}
