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

it('last as many days as they do; half a day before is none', () => {
  // As announced for 2026: Ramazan and Kurban Bayrami in Turkey, Tet in Vietnam, Chuseok in Korea.
  const daysOf = (country: string, from: string, to: string) => year(country, from, to).map(([day]) => day)
  expect(daysOf('TR', '2026-03-15', '2026-03-31')).toEqual(['2026-03-20', '2026-03-21', '2026-03-22'])
  expect(daysOf('TR', '2026-05-20', '2026-06-05')).toEqual([
    '2026-05-27',
    '2026-05-28',
    '2026-05-29',
    '2026-05-30',
  ])
  expect(daysOf('KR', '2026-09-01', '2026-09-30')).toEqual(['2026-09-24', '2026-09-25', '2026-09-26'])
  const tet = year('VN', '2026-02-01', '2026-02-28')
  expect(tet.map(([day]) => day)).toEqual([16, 17, 18, 19, 20].map((day) => `2026-02-${day}`))
  expect(tet[1]).toEqual(['2026-02-17', 'Vietnamese New Year'])
  // Also one that begins before the days that were asked for.
  expect(daysOf('VN', '2026-02-19', '2026-02-28')).toEqual(['2026-02-19', '2026-02-20'])
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
