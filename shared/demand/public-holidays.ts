import Holidays from 'date-holidays'
import { dayMs, hourMs } from '../kernel/time.ts'
import { dayNumber, dayText } from '../sales/day-number.ts'
import type { CalendarDay } from './calendar-day.ts'

/** Codes that are in use beside those of ISO 3166: as people say it, and as the European Union does. */
const otherCodes: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' }
let known: ReadonlySet<string> | undefined

/** The code (ISO 3166 alpha-2) of a country as somebody wrote it, in any case; null where its holidays are not known. */
export function holidayCountry(written: string): string | null {
  const code = written.trim().toUpperCase()
  const country = Object.hasOwn(otherCodes, code) ? (otherCodes[code] as string) : code
  known ??= new Set(Object.keys(new Holidays().getCountries()))
  return known.has(country) ? country : null
}

/**
 * The public holidays of a country (ISO 3166 alpha-2) from the first to the last day, both included, with their English names where there are
 * any; one of several days has them all. None for a country that is not known. Days that are put off to a weekday have a name of their own.
 */
export function holidaysOf(country: string, fromDay: number, toDay: number): CalendarDay[] {
  const holidays = new Holidays(holidayCountry(country) ?? country, { types: ['public'] })
  const found: { readonly firstDay: number; readonly dayCount: number; readonly name: string }[] = []
  const lastYear = Number(dayText(toDay).slice(0, 4))
  for (let year = Number(dayText(fromDay).slice(0, 4)); year <= lastYear; year++) {
    // Without a country it knows, the package answers nothing instead of a list.
    for (const { date, start, end, name } of holidays.getHolidays(year, 'en') ?? []) {
      // An hour more, as clocks may be put forward meanwhile. Half a day, as the eve of some feasts, is no day more.
      const dayCount = Math.max(1, Math.floor((end.getTime() - start.getTime() + hourMs) / dayMs))
      found.push({ firstDay: dayNumber(date.slice(0, 10)), dayCount, name })
    }
  }
  const days = new Map<number, CalendarDay>()
  const add = (day: number, name: string) => {
    if (day < fromDay || day > toDay || days.has(day)) return
    days.set(day, { day, name, kind: 'holiday', storeId: null, category: null, expectedChangeRate: null })
  }
  // A day on which another begins has that one's name.
  for (const { firstDay, name } of found) add(firstDay, name)
  for (const { firstDay, dayCount, name } of found)
    for (let later = 1; later < dayCount; later++) add(firstDay + later, name)
  return [...days.values()].sort((one, other) => one.day - other.day)
}

/** The same of countries abroad, each day with its country. */
export function holidaysAbroad(countries: Iterable<string>, fromDay: number, toDay: number): CalendarDay[] {
  return [...new Set(countries)]
    .sort()
    .flatMap((country) => holidaysOf(country, fromDay, toDay).map((day) => ({ ...day, country })))
}
