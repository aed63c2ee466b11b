import { expect, it } from 'vitest'
import { forecastTrail } from '#app/forecasts/forecast-trail.ts'

const labels = (...trail: Parameters<typeof forecastTrail>) =>
  forecastTrail(...trail).map(({ label }) => label)

it('leads back to all sales over everything that the subject is part of', () => {
  expect(labels({}, {})).toEqual([])
  expect(labels({ store: '1' }, {})).toEqual(['All sales'])
  expect(labels({ sku: 'MILK' }, { category: 'Dairy' })).toEqual(['All sales', 'Dairy'])
  expect(labels({ category: 'Dairy', store: '1' }, { store: 'Leeds' })).toEqual([
    'All sales',
    'Dairy',
    'Leeds',
  ])
  expect(forecastTrail({ sku: 'MILK', store: 'online' }, { item: 'Milk', category: 'Dairy' })).toEqual([
    { label: 'All sales', to: '/forecasts' },
    { label: 'Dairy', to: '/forecasts?category=Dairy' },
    { label: 'Milk', to: '/forecasts?sku=MILK' },
    { label: 'online', to: '/forecasts?store=online' },
  ])
})
