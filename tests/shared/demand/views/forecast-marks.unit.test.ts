import { expect, it } from 'vitest'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { forecastMarks } from '#shared/demand/views/forecast-marks.ts'
import { holidayViews } from '#shared/demand/views/holiday-view.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { plainBasis } from '#tests/support/forecast-shop.ts'

const asOfDay = dayNumber('2026-12-20')

function day(name: string, date: string, of: Partial<CalendarDay> = {}): CalendarDay {
  return {
    ...{ name, day: dayNumber(date), kind: 'event', storeId: null, category: null, expectedChangeRate: null },
    ...of,
  }
}

it('marks what touches a forecast, oldest first', () => {
  const days = [
    day('Sale', '2026-12-28', { category: 'Dairy' }),
    day('Christmas Day', '2026-12-25', { kind: 'holiday' }),
    day('Market', '2026-12-24', { storeId: 's1' }),
    day('Shut', '2026-12-27', { storeId: '', kind: 'closed' }),
  ]
  const names = (storeId: string | null, category: string | null) =>
    forecastMarks(days, { storeId, category }).map(({ name }) => name)
  expect(names(null, null)).toEqual(['Market', 'Christmas Day', 'Shut', 'Sale'])
  expect(names('s1', 'Dairy')).toEqual(['Market', 'Christmas Day', 'Sale'])
  expect(names('', 'Toys')).toEqual(['Christmas Day', 'Shut'])
})

it('says what a holiday does, of each of its name, and null where nothing was seen', () => {
  const factors = plainBasis(asOfDay).dayFactors['']?.map((factor, offset) => (offset === 4 ? 1.25 : factor))
  const holidays = [
    day('Christmas Day', '2025-12-25'),
    day('Christmas Day', '2026-12-25'),
    day('New Year', '2027-01-01'),
  ]
  const basis = { ...plainBasis(asOfDay), dayFactors: { '': factors ?? [] } }
  expect(holidayViews(holidays, basis).map(({ changeRate }) => changeRate)).toEqual([0.25, 0.25, null])
  expect(holidayViews(holidays, undefined).map(({ changeRate }) => changeRate)).toEqual([null, null, null])
})
