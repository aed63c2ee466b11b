import type { Neighbour } from '../../ml/nearest-neighbours/nearest-neighbours.ts'
import type { ItemWeights } from '../../ml/recommenders/item-weights.ts'
import type { TunedSessions } from '../../ml/recommenders/session-memory-bytes.ts'

/** What must be known of a product to offer it. A product's number is its place in the tenant's list of products. */
export interface ProductFacts {
  readonly name: string
  readonly category: string | null
  readonly brand: string | null
  readonly priceMinor: number | null
  readonly isInStock: boolean
  readonly isDeleted: boolean
}

/** What was learned from a tenant's orders and visits. Products that came later have no part in it yet. */
export interface RecommendationModels {
  readonly weights: ItemWeights
  /** Null where no visits were recorded. */
  readonly sessions: TunedSessions | null
  /** How much vectors count beside the other sources; 0: they only fill up. */
  readonly alikeWeight: number
  /** By product number: how much it is bought now. */
  readonly popularity: Float32Array
  /** By product number: share of buyers (0 to 1) who bought it again. */
  readonly repeatRates: Float32Array
}

/** What a customer did, as far as it is known and may be used. */
export interface CustomerSignals {
  readonly purchases: readonly { readonly product: number; readonly placedAt: number }[]
  /** Products looked at in the running visit, the newest last. */
  readonly visit: readonly number[]
  /** Products in the basket now. */
  readonly basket: readonly number[]
  /** Then purchases and visit are not looked at: what comes out is the same for everybody with this basket. */
  readonly objectsToProfiling: boolean
}

export interface RecommendationRequest {
  readonly signals: CustomerSignals
  /** UTC epoch ms. */
  readonly nowMs: number
  /** At most so many are given. */
  readonly count: number
  /** Only products of this category; null: of any. */
  readonly category: string | null
  /** Products whose vectors lie nearest to `interestVector`, the nearest first, found by the caller in whichever index there is. */
  readonly alike: readonly Neighbour[]
}

/** Why a product is offered, the nearest to what the customer does now first. */
export const recommendationSources = [
  'basket',
  'visit',
  'purchases',
  'alike',
  'popular-in-category',
  'popular',
] as const
export type RecommendationSource = (typeof recommendationSources)[number]

export interface Recommendation {
  readonly product: number
  /** What said most for it. */
  readonly source: RecommendationSource
  /** The product that said most for it; null where it was no single one. */
  readonly becauseOf: number | null
  /** In plain words: `bought together with Mug`. */
  readonly reason: string
}
