import { expect, it } from 'vitest'
import { datasetOfFeatures } from '#shared/predictions/dataset-of-features.ts'

it('datasetOfFeatures puts the named features into columns, and NaN where there is no number', () => {
  const customers = [
    { features: { recencyDays: 3, orderCount: 2, other: 1 } },
    { features: { recencyDays: null, orderCount: Number.POSITIVE_INFINITY } },
  ]
  expect(datasetOfFeatures(customers, ['orderCount', 'recencyDays'])).toEqual({
    rowCount: 2,
    featureNames: ['orderCount', 'recencyDays'],
    columns: [Float64Array.of(2, Number.NaN), Float64Array.of(3, Number.NaN)],
  })
  expect(datasetOfFeatures([], ['orderCount']).rowCount).toBe(0)
})
