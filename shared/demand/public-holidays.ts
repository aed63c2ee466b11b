import Holidays from 'date-holidays'
import { dayNumber, dayText } from '../sales/day-number.ts'
import type { CalendarDay } from './calendar-day.ts'

/**
 * The public holidays of a country (ISO 3166 alpha-2) from the first to the last day, both included, with their English names where there are
 * any. None for a country that is not known. Days that are put off to a weekday have a name of their own.
 */
export function holidaysOf(country: string, fromDay: number, toDay: number): CalendarDay[] {
  const holidays = new Holidays(country, { types: ['public'] })
  const days = new Map<number, CalendarDay>()
  const lastYear = Number(dayText(toDay).slice(0, 4))
  for (let year = Number(dayText(fromDay).slice(0, 4)); year <= lastYear; year++) {
    // Without a country it knows, the package answers nothing instead of a list.
    for (const { date, name } of holidays.getHolidays(year, 'en') ?? []) {
      const day = dayNumber(date.slice(0, 10))
      if (day < fromDay || day > toDay || days.has(day)) continue
      days.set(day, {
        day,
        name,
        kind: 'holiday',
        storeId: null,
        category: null,
        expectedChangeRate: null,
      })
    }
  }
  return [...days.values()].sort((one, other) => one.day - other.day)
}
