import type { OfferedCandidates } from './candidate.ts'
import type { RecommendationSource } from './recommendation.ts'

/**
 * How much each source counts: what the customer does now before what they did once, and popularity only where nothing
 * else is left: the last of the first sixty of any other source still comes before the first of it.
 */
const sourceWeights: Readonly<Record<RecommendationSource, number>> = {
  basket: 1.5,
  visit: 1.25,
  purchases: 1,
  alike: 0.5,
  'popular-in-category': 0.2,
  popular: 0.1,
}
/** As in the paper. */
const rankOffset = 60

export interface BlendedCandidate {
  readonly product: number
  readonly score: number
  readonly source: RecommendationSource
  readonly becauseOf: number | null
}

/**
 * One list of several, by reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): each source adds its weight over
 * 60 + rank. Scores of different sources are never compared. The source that adds most gives the reason.
 */
export function blendCandidates(offers: readonly OfferedCandidates[]): BlendedCandidate[] {
  const blended = new Map<number, BlendedCandidate & { readonly largest: number }>()
  for (const { source, candidates } of offers) {
    for (const [index, { product, becauseOf }] of candidates.entries()) {
      const added = sourceWeights[source] / (rankOffset + index + 1)
      const before = blended.get(product)
      const score = (before?.score ?? 0) + added
      if (before === undefined || added > before.largest) {
        blended.set(product, { product, score, source, becauseOf, largest: added })
      } else {
        blended.set(product, { ...before, score })
      }
    }
  }
  return [...blended.values()]
    .map(({ largest: _, ...candidate }) => candidate)
    .sort((left, right) => right.score - left.score || left.product - right.product)
}
