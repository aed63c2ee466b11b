import type { SalesCalendarView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { CalendarDay } from '../calendar-day.ts'
import type { OutlookBasis } from '../outlook.ts'
import { roundUnits } from './round-units.ts'

/** Holidays as the API shows them, with what those of the same name did to sales as far as the last run has seen one. */
export function holidayViews(
  holidays: readonly CalendarDay[],
  basis: OutlookBasis | undefined,
): SalesCalendarView['holidays'] {
  return holidays.map(({ day, name, country }) => {
    const learned = (country === undefined ? basis?.holidays : basis?.abroad?.holidays[country]) ?? {}
    const factor = Object.hasOwn(learned, name) ? learned[name] : undefined
    const changeRate = factor === undefined ? null : roundUnits(factor - 1)
    return { day: dayText(day), name, country: country ?? null, changeRate }
  })
}
