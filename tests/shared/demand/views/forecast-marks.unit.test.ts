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

it('says what a holiday does, of each of its name wherever it lies, and null where nothing was seen', () => {
  const holidays = [
    day('Christmas Day', '2025-12-25'),
    day('Christmas Day', '2026-12-25'),
    day('Easter Monday', '2027-03-29'),
    day('constructor', '2027-05-01'),
  ]
  const basis = { ...plainBasis(asOfDay), holidays: { 'Christmas Day': 0.25 } }
  const rates = (of: typeof basis | undefined) =>
    holidayViews(holidays, of).map(({ changeRate }) => changeRate)
  expect(rates(basis)).toEqual([-0.75, -0.75, null, null])
  expect(rates(undefined)).toEqual([null, null, null, null])
})

it('marks every day of an event that lasts, but only the first where those were too many', () => {
  const event = day('Sale', '2026-12-24', { lastDay: dayNumber('2026-12-26') })
  const anywhere = { storeId: null, category: null }
  expect(forecastMarks([event], anywhere).map((mark) => mark.day)).toEqual([
    '2026-12-24',
    '2026-12-25',
    '2026-12-26',
  ])
  const many = Array.from({ length: 600 }, (_, at) => ({ ...event, name: `Sale ${at}` }))
  expect(forecastMarks(many, anywhere).map((mark) => mark.day)).toEqual(Array(600).fill('2026-12-24'))
})
