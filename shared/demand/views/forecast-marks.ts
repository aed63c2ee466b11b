import type { ForecastView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { CalendarDay } from '../calendar-day.ts'

/** What a forecast is of: null where it is of several, and every event marks it. */
export interface MarkedSubject {
  readonly storeId: string | null
  readonly category: string | null
}

/** The holidays and events that touch a forecast, oldest first. */
export function forecastMarks(days: readonly CalendarDay[], subject: MarkedSubject): ForecastView['marks'] {
  const touches = (of: string | null, is: string | null) => of === null || is === null || of === is
  return days
    .filter(
      ({ storeId, category }) => touches(storeId, subject.storeId) && touches(category, subject.category),
    )
    .sort((one, other) => one.day - other.day || (one.name < other.name ? -1 : 1))
    .map(({ day, name, kind }) => ({ day: dayText(day), name, kind }))
}
