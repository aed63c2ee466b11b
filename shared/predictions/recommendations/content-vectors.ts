import {
  type ItemVectors,
  isKnownVector,
  meanVector,
  normalise,
  vectorOf,
} from '../../ml/recommenders/item-vectors.ts'
import type { CustomerSignals, ProductFacts } from './recommendation.ts'

/** What of a product tells which others it is like. */
export type DescribedProduct = Pick<ProductFacts, 'category' | 'brand' | 'priceMinor'>

/** Prices within a factor of two are alike. */
const priceBandFactor = 2

/**
 * A vector for each product that was never sold with anything: the mean direction of the products that share its category,
 * brand, and category and price band, each counted alike. Zeros where none of them is known. `vectors` may end before
 * `products`, which are newer then.
 */
export function fillContentVectors(vectors: ItemVectors, products: readonly DescribedProduct[]): ItemVectors {
  const { dimensions } = vectors
  const filled: ItemVectors = {
    itemCount: products.length,
    dimensions,
    values: new Float32Array(products.length * dimensions),
  }
  filled.values.set(vectors.values.subarray(0, filled.values.length))
  const directions = traitDirections(filled, products)
  for (const [number, product] of products.entries()) {
    if (!isKnownVector(filled, number)) vectorOf(filled, number).set(contentVector(directions, product))
  }
  return filled
}

/** Where the products lie that share a category, a brand, or a category and price band: directions of length 1. */
export interface TraitDirections {
  readonly dimensions: number
  readonly byTrait: ReadonlyMap<string, Float32Array>
}

export function traitDirections(
  vectors: ItemVectors,
  products: readonly DescribedProduct[],
): TraitDirections {
  const byTrait = new Map<string, Float32Array>()
  for (const [number, product] of products.entries()) {
    if (!isKnownVector(vectors, number)) continue
    for (const trait of traitsOf(product)) addTo(byTrait, trait, vectorOf(vectors, number))
  }
  for (const direction of byTrait.values()) normalise(direction)
  return { dimensions: vectors.dimensions, byTrait }
}

/** The vector of a product of which nothing but its description is known; zeros when that says nothing. */
export function contentVector(
  { dimensions, byTrait }: TraitDirections,
  product: DescribedProduct,
): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const trait of traitsOf(product)) {
    for (const [index, value] of (byTrait.get(trait) ?? []).entries()) {
      vector[index] = (vector[index] as number) + value
    }
  }
  return normalise(vector)
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

function traitsOf({ category, brand, priceMinor }: DescribedProduct): string[] {
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
