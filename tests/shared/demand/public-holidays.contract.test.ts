import { expect, it } from 'vitest'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'

const year = (country: string, from = '2026-01-01', to = '2026-12-31') =>
  holidaysOf(country, dayNumber(from), dayNumber(to)).map(({ day, name }) => [dayText(day), name])

it('are the public ones of the country, in the order of days', () => {
  // As on gov.uk/bank-holidays and opm.gov; those of single regions, as the end of August in England, are not among them.
  expect(year('GB').map(([day]) => day)).toEqual([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-05-25',
    '2026-12-25',
    '2026-12-26',
    '2026-12-28',
  ])
  expect(year('US')).toContainEqual(['2026-11-26', 'Thanksgiving Day'])
  expect(year('FR')).toContainEqual(['2026-07-14', 'Bastille Day'])
})

it('lie between the days that were asked for, over years', () => {
  expect(year('GB', '2025-12-25', '2026-01-01').map(([day]) => day)).toEqual([
    '2025-12-25',
    '2025-12-26',
    '2026-01-01',
  ])
  expect(year('GB', '2026-02-01', '2026-02-28')).toEqual([])
})

it('are none for a country that is not known', () => {
  expect(year('XX')).toEqual([])
})
