import type { SalesCalendarView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { CalendarDay } from '../calendar-day.ts'
import { dayFactorsOf } from '../open-outlook.ts'
import type { OutlookBasis } from '../outlook.ts'
import { roundUnits } from './round-units.ts'

/**
 * Holidays as the API shows them. What one does to sales is read off the days ahead of the last run, where there is one of its name;
 * a plain day means that nothing was seen.
 */
export function holidayViews(
  holidays: readonly CalendarDay[],
  basis: OutlookBasis | undefined,
): SalesCalendarView['holidays'] {
  const changeRates = new Map<string, number>()
  const factors = basis === undefined ? [] : dayFactorsOf(basis, '')
  for (const { day, name } of holidays) {
    const factor = factors[day - (basis?.asOfDay ?? 0) - 1]
    if (factor !== undefined && factor !== 1 && !changeRates.has(name)) changeRates.set(name, factor - 1)
  }
  return holidays.map(({ day, name }) => {
    const changeRate = changeRates.get(name)
    return { day: dayText(day), name, changeRate: changeRate === undefined ? null : roundUnits(changeRate) }
  })
}
