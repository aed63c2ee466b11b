import type { OfferedCandidates } from './candidate.ts'
import type { RecommendationSource } from './recommendation.ts'

/** How much each source counts: what the customer does now before what they did once. */
const sourceWeights = { basket: 1.5, visit: 1.25, purchases: 1 } as const
/** What is tried as the weight of what is alike; 0: it only fills up. */
export const alikeWeights = [0, 0.5, 1, 1.5] as const
/**
 * Sources that fill up what the others leave, and say nothing where one of these offers a product: the last of the first sixty of
 * one comes before the first of the next.
 */
const fillingWeights = { alike: 0.25, 'popular-in-category': 0.1, popular: 0.04 } as const
/** As in the paper. */
const rankOffset = 60

type FillingSource = keyof typeof fillingWeights

export interface BlendedCandidate {
  readonly product: number
  readonly score: number
  readonly source: RecommendationSource
  readonly becauseOf: number | null
}

/**
 * One list of several, those that fill up last, by reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): each source adds its weight over
 * 60 + rank. Scores of different sources are never compared. The source that adds most gives the reason.
 */
export function blendCandidates(
  offers: readonly OfferedCandidates[],
  alikeWeight: number,
): BlendedCandidate[] {
  const mixed: Readonly<Partial<Record<RecommendationSource, number>>> =
    alikeWeight > 0 ? { ...sourceWeights, alike: alikeWeight } : sourceWeights
  const blended = new Map<number, BlendedCandidate & { readonly largest: number }>()
  for (const { source, candidates } of offers) {
    for (const [index, { product, becauseOf }] of candidates.entries()) {
      const before = blended.get(product)
      const weight = mixed[source]
      if (weight === undefined && before !== undefined) continue
      const added = (weight ?? fillingWeights[source as FillingSource]) / (rankOffset + index + 1)
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
