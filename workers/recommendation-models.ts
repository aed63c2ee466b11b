import { drizzle } from 'drizzle-orm/d1'
import { listChampions } from '#shared/database/model-versions.ts'
import { recommender } from '#shared/predictions/recommendations/recommend.ts'
import type {
  ProductFacts,
  Recommendation,
  RecommendationRequest,
} from '#shared/predictions/recommendations/recommendation.ts'
import {
  type LearnedProducts,
  readRecommendations,
} from '#shared/predictions/recommendations/recommendation-bytes.ts'
import { similarProducts } from '#shared/predictions/recommendations/similar-products.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import type { Env } from './env.ts'
import { keptModel } from './kept-models.ts'

/** The model in use, ready to be asked. */
export interface ReadyModel extends LearnedProducts {
  /** `recommendations-3`. */
  readonly name: string
  /** The file it was read from, which never changes. */
  readonly artifactKey: string
  readonly recommend: (request: RecommendationRequest) => Recommendation[]
  readonly findSimilar: ReturnType<typeof similarProducts>
}

/** Null while nothing was learned. */
export async function recommendationModel(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  tenantId: string,
): Promise<ReadyModel | null> {
  const champions = await listChampions(drizzle(env.DB), tenantId)
  const champion = champions.find(({ kind }) => kind === 'recommendations')
  if (champion === undefined) return null
  return keptModel(env, champion.artifactKey, (bytes) =>
    readyModel(readRecommendations(bytes), versionName(champion), champion.artifactKey),
  )
}

function readyModel(learned: LearnedProducts, name: string, artifactKey: string): ReadyModel {
  const products = learned.products.map(
    (product): ProductFacts => ({
      name: product?.name ?? product?.productId ?? '',
      category: product?.category ?? null,
      brand: product?.brand ?? null,
      priceMinor: product?.priceMinor ?? null,
      // The catalogue is asked about those that are chosen, when they are.
      isInStock: true,
      isDeleted: product === null,
    }),
  )
  return {
    ...learned,
    name,
    artifactKey,
    recommend: recommender(learned.models, products),
    findSimilar: similarProducts(learned, products),
  }
}
