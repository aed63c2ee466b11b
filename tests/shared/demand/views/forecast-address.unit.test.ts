import { expect, it } from 'vitest'
import { type AskedSubject, forecastAddress } from '#shared/demand/views/forecast-address.ts'

const nothing: AskedSubject = {
  sku: undefined,
  storeId: undefined,
  category: undefined,
  region: undefined,
}

it.each<[string, Partial<AskedSubject>, object]>([
  ['nothing', {}, { level: 'total', sku: '', storeId: '', category: '', region: '' }],
  ['an item', { sku: 'M1' }, { level: 'sku', sku: 'M1', storeId: '' }],
  ['an item in a store', { sku: 'M1', storeId: 's1' }, { level: 'sku-store', sku: 'M1', storeId: 's1' }],
  ['an item online', { sku: 'M1', storeId: '' }, { level: 'sku-store', sku: 'M1', storeId: '' }],
  ['an item with its category', { sku: 'M1', category: 'Dairy' }, { level: 'sku', sku: 'M1', storeId: '' }],
  ['a store', { storeId: 's1' }, { level: 'store', sku: '', storeId: 's1' }],
  ['a store with its region', { storeId: 's1', region: 'North' }, { level: 'store', sku: '', storeId: 's1' }],
  ['online', { storeId: '' }, { level: 'store', sku: '', storeId: '' }],
  ['a category', { category: 'Dairy' }, { level: 'category', category: 'Dairy', storeId: '', region: '' }],
  [
    'a category in a store',
    { category: 'Dairy', storeId: 's1' },
    { level: 'category-store', category: 'Dairy', storeId: 's1' },
  ],
  ['a region', { region: 'North' }, { level: 'region', region: 'North', storeId: '', category: '' }],
])('finds the forecast of %s', (_, asked, address) => {
  expect(forecastAddress({ ...nothing, ...asked })).toMatchObject(address)
})

it('leaves open what an item or place brings along by itself', () => {
  const item = forecastAddress({ ...nothing, sku: 'M1', category: 'Dairy' })
  expect(Object.keys(item ?? {})).toEqual(['level', 'sku', 'storeId'])
})

it.each([{ sku: 'M1' }, { category: 'Dairy' }])('has none of %j in a region', (asked) => {
  expect(forecastAddress({ ...nothing, ...asked, region: 'North' })).toBeUndefined()
})
