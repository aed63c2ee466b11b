import {
  type ItemVectors,
  isKnownVector,
  meanVector,
  normalise,
  vectorOf,
} from '../../ml/recommenders/item-vectors.ts'
import type { CustomerSignals, ProductFacts } from './recommendation.ts'

/** Prices within a factor of two are alike. */
const priceBandFactor = 2

/**
 * A vector for each product that was never sold with anything: the mean direction of the products that share its category,
 * brand, and category and price band, each counted alike. Zeros where none of them is known. `vectors` may end before
 * `products`, which are newer then.
 */
export function fillContentVectors(vectors: ItemVectors, products: readonly ProductFacts[]): ItemVectors {
  const { dimensions } = vectors
  const filled: ItemVectors = {
    itemCount: products.length,
    dimensions,
    values: new Float32Array(products.length * dimensions),
  }
  filled.values.set(vectors.values.subarray(0, filled.values.length))
  const sums = new Map<string, Float32Array>()
  const unknown: number[] = []
  for (const [number, product] of products.entries()) {
    if (!isKnownVector(filled, number)) unknown.push(number)
    else for (const trait of traitsOf(product)) addTo(sums, trait, vectorOf(filled, number))
  }
  for (const directions of sums.values()) normalise(directions)
  for (const number of unknown) {
    const vector = vectorOf(filled, number)
    for (const trait of traitsOf(products[number] as ProductFacts)) {
      const direction = sums.get(trait)
      if (direction === undefined) continue
      for (const [index, value] of direction.entries()) vector[index] = (vector[index] as number) + value
    }
    normalise(vector)
  }
  return filled
}

const lastViews = 5

/**
 * The direction of what a customer is after now: the basket and what was looked at last, or else what was bought last.
 * Null when nothing is known of any of it, or the customer objects to profiling.
 */
export function interestVector(vectors: ItemVectors, signals: CustomerSignals): Float32Array | null {
  if (signals.objectsToProfiling) return null
  const weigh = (items: readonly number[]) =>
    items.filter((item) => item < vectors.itemCount).map((item) => ({ item, weight: 1 }))
  const now = meanVector(vectors, weigh([...signals.basket, ...signals.visit.slice(-lastViews)]))
  if (now !== null) return now
  const newest = signals.purchases.toSorted((left, right) => right.placedAt - left.placedAt)
  return meanVector(vectors, weigh(newest.slice(0, lastViews).map(({ product }) => product)))
}

function traitsOf({ category, brand, priceMinor }: ProductFacts): string[] {
  const traits: string[] = []
  if (category !== null) traits.push(`category ${category}`)
  if (brand !== null) traits.push(`brand ${brand}`)
  if (category !== null && priceMinor !== null && priceMinor > 0) {
    traits.push(`price ${Math.round(Math.log(priceMinor) / Math.log(priceBandFactor))} of ${category}`)
  }
  return traits
}

function addTo(sums: Map<string, Float32Array>, trait: string, vector: Float32Array): void {
  const sum = sums.get(trait) ?? new Float32Array(vector.length)
  sums.set(trait, sum)
  for (const [index, value] of vector.entries()) sum[index] = (sum[index] as number) + value
}
