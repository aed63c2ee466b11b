import { type Candidate, candidatesOfSource } from './candidate.ts'
import type { ProductFacts } from './recommendation.ts'

/** Products that are bought, the most popular first: of all and of each category. */
export interface PopularProducts {
  readonly all: readonly number[]
  readonly byCategory: ReadonlyMap<string, readonly number[]>
}

export function rankPopular(popularity: Float32Array, products: readonly ProductFacts[]): PopularProducts {
  const all: number[] = []
  for (const product of products.keys()) if ((popularity[product] ?? 0) > 0) all.push(product)
  all.sort((left, right) => (popularity[right] as number) - (popularity[left] as number) || left - right)
  const byCategory = new Map<string, number[]>()
  for (const product of all) {
    const category = products[product]?.category ?? null
    if (category === null) continue
    const ofCategory = byCategory.get(category)
    if (ofCategory === undefined) byCategory.set(category, [product])
    else ofCategory.push(product)
  }
  return { all, byCategory }
}

/** The first of a ranked list that may be offered. */
export function firstAllowed(
  ranked: readonly number[],
  isAllowed: (product: number) => boolean,
  count: number = candidatesOfSource,
): Candidate[] {
  const found: Candidate[] = []
  for (const product of ranked) {
    if (found.length >= count) break
    if (isAllowed(product)) found.push({ product, score: -found.length, becauseOf: null })
  }
  return found
}
