import { expect, it } from 'vitest'
import { forecastSubject, type SubjectRow } from '#shared/demand/views/forecast-subject.ts'

const names = new Map([['s1', 'Leeds']])
const row: SubjectRow = { level: 'total', sku: '', storeId: '', category: '', region: '', name: null }

it.each<[Partial<SubjectRow>, string]>([
  [{ level: 'total' }, 'All sales'],
  [{ level: 'region', region: 'North' }, 'North'],
  [{ level: 'region' }, 'Without a region'],
  [{ level: 'store', storeId: 's1' }, 'Leeds'],
  [{ level: 'store', storeId: 's2' }, 'Store s2'],
  [{ level: 'store' }, 'Online'],
  [{ level: 'category', category: 'Dairy' }, 'Dairy'],
  [{ level: 'category' }, 'Other categories'],
  [{ level: 'category-store', category: 'Dairy', storeId: 's1' }, 'Dairy, Leeds'],
  [{ level: 'category-store' }, 'Other categories, online'],
  [{ level: 'sku', sku: 'M1', name: 'Milk' }, 'Milk'],
  [{ level: 'sku', sku: 'M1' }, 'M1'],
  [{ level: 'sku-store', sku: 'M1', name: 'Milk', storeId: 's1' }, 'Milk, Leeds'],
  [{ level: 'sku-store', sku: 'M1' }, 'M1, online'],
  [{ level: 'sku-store' }, 'Items by store'],
])('calls %j %s', (of, label) => {
  expect(forecastSubject({ ...row, ...of }, names).label).toBe(label)
})

it('is null where a level has none, and empty where online is meant', () => {
  expect(forecastSubject({ ...row, level: 'sku', sku: 'M1', category: 'Dairy' }, names)).toMatchObject({
    ...{ sku: 'M1', storeId: null, category: 'Dairy', region: null },
  })
  expect(forecastSubject({ ...row, level: 'sku-store', sku: 'M1' }, names).storeId).toBe('')
  expect(forecastSubject({ ...row, level: 'sku-store' }, names)).toMatchObject({ sku: null, storeId: null })
  expect(forecastSubject({ ...row, level: 'store', region: 'North' }, names)).toMatchObject({
    ...{ sku: null, storeId: '', category: null, region: 'North' },
  })
})
