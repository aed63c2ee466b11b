import { expect, it } from 'vitest'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { storesAbroad } from '#shared/demand/stores-abroad.ts'
import { dayNumber } from '#shared/sales/day-number.ts'

const abroadFrom = (homeCountry: string, ...written: readonly (string | null)[]) =>
  storesAbroad(
    written.map((country, at) => ({ storeId: `store-${at}`, country })),
    homeCountry,
  )

it('a store is abroad when its country is another one whose holidays are known', () => {
  expect(abroadFrom('GB', 'DE', 'GB', ' fr ', null)).toEqual({ 'store-0': 'DE', 'store-2': 'FR' })
})

it.each(['XX', 'ZZ', 'Germany', '', 'D', 'toString'])(
  'a country %j that nobody knows is no other one',
  (written) => {
    expect(abroadFrom('GB', written)).toEqual({})
  },
)

it('other codes of a country mean that country', () => {
  expect(abroadFrom('GB', 'UK', 'uk', 'EL')).toEqual({ 'store-2': 'GR' })
  expect(abroadFrom('UK', 'GB', 'GR')).toEqual({ 'store-1': 'GR' })
  const may = [dayNumber('2026-05-01'), dayNumber('2026-05-31')] as const
  expect(holidaysOf('UK', ...may)).toEqual(holidaysOf('GB', ...may))
  expect(holidaysOf('UK', ...may)).not.toEqual([])
})

it('of several sources of a store the first that names a country counts', () => {
  const stores = ['nowhere', 'DE', 'FR'].map((country) => ({ storeId: 'berlin', country }))
  expect(storesAbroad(stores, 'GB')).toEqual({ berlin: 'DE' })
})
