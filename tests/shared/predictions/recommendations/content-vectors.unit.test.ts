import { expect, it } from 'vitest'
import { vectorOf } from '#shared/ml/recommenders/item-vectors.ts'
import { fillContentVectors, interestVector } from '#shared/predictions/recommendations/content-vectors.ts'
import type { CustomerSignals, ProductFacts } from '#shared/predictions/recommendations/recommendation.ts'

function product(category: string | null, brand: string | null, priceMinor: number | null): ProductFacts {
  return { name: '', category, brand, priceMinor, isInStock: true, isDeleted: false }
}

const vectors = { itemCount: 3, dimensions: 2, values: Float32Array.of(1, 0, 0, 1, 0, 0) }
const signals: CustomerSignals = { purchases: [], visit: [], basket: [], objectsToProfiling: false }

it('gives products that were never sold the direction of their category, brand and price', () => {
  const filled = fillContentVectors(vectors, [
    product('Kitchen', null, 1000),
    product('Bath', null, 1000),
    product('Kitchen', null, null),
    product('Bath', 'Acme', 900),
    product('Garden', 'Acme', 900),
  ])
  expect(vectorOf(filled, 0)).toEqual(Float32Array.of(1, 0))
  expect(vectorOf(filled, 2)).toEqual(Float32Array.of(1, 0))
  expect(vectorOf(filled, 3)).toEqual(Float32Array.of(0, 1))
  expect(vectorOf(filled, 4)).toEqual(Float32Array.of(0, 0))
})

it('looks for what lies between the things at hand, or else between the newest purchases', () => {
  const between = Float32Array.of(Math.SQRT1_2, Math.SQRT1_2)
  expect(interestVector(vectors, { ...signals, basket: [0], visit: [1] })).toEqual(between)
  const purchases = [{ product: 1, placedAt: 1 }]
  expect(interestVector(vectors, { ...signals, basket: [2], purchases })).toEqual(Float32Array.of(0, 1))
  expect(interestVector(vectors, { ...signals, basket: [99] })).toBeNull()
  expect(interestVector(vectors, { ...signals, basket: [0], objectsToProfiling: true })).toBeNull()
})
