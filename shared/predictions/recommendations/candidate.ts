import { bestNeighbours } from '../../ml/nearest-neighbours/best-neighbours.ts'
import type { RecommendationSource } from './recommendation.ts'

/** A product that one source offers. */
export interface Candidate {
  readonly product: number
  /** Only comparable with those of the same source. */
  readonly score: number
  readonly becauseOf: number | null
}

/** What a source offers, the best first. */
export interface OfferedCandidates {
  readonly source: RecommendationSource
  readonly candidates: readonly Candidate[]
}

/** So many of each source are looked at further. */
export const candidatesOfSource = 200

/**
 * The products with the largest scores above zero that may be offered, the best first. Whether one may is only asked
 * where its score would do.
 */
export function bestProducts(
  products: readonly number[],
  scores: Float64Array,
  isAllowed: (product: number) => boolean,
  becauseOf: (product: number) => number | null = nothing,
): Candidate[] {
  const best = bestNeighbours(candidatesOfSource)
  for (const product of products) {
    const score = scores[product] as number
    if (score > 0 && score > best.threshold && isAllowed(product)) best.offer(product, score)
  }
  return best.list().map(({ item, similarity }) => ({
    product: item,
    score: similarity,
    becauseOf: becauseOf(item),
  }))
}

function nothing(): null {
  return null
}
