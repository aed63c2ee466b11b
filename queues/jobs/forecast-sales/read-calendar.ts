import type { Abroad } from '#shared/demand/abroad.ts'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { historyDays } from '#shared/demand/item-demand.ts'
import { outlookDays } from '#shared/demand/outlook.ts'
import { ownDays } from '#shared/demand/own-days.ts'
import { holidaysAbroad, holidaysOf } from '#shared/demand/public-holidays.ts'
import type { ForecastPorts } from './forecast-ports.ts'

/** All days that may sell otherwise, at home and where places abroad are, from the oldest that is looked at to the last ahead. */
export async function readCalendar(
  asOfDay: number,
  countries: Abroad['countries'],
  { country, calendarEvents }: Pick<ForecastPorts, 'country' | 'calendarEvents'>,
): Promise<CalendarDay[]> {
  const fromDay = asOfDay - historyDays + 1
  const toDay = asOfDay + outlookDays
  return [
    ...holidaysOf(country, fromDay, toDay),
    ...holidaysAbroad(Object.values(countries), fromDay, toDay),
    ...ownDays(await calendarEvents(), fromDay, toDay),
  ]
}
