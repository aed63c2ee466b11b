import { drizzle } from 'drizzle-orm/d1'
import type { RecommendationList } from '#shared/contracts/recommendations.ts'
import { listChampions } from '#shared/database/model-versions.ts'
import {
  findOfferedProducts,
  findPopularProducts,
  findSoldProduct,
  type OfferedProductRow,
  type PopularProductRow,
} from '#shared/database/offered-products.ts'
import type { PurchaseHistory } from '#shared/features/purchase.ts'
import { dayIn, dayMs } from '#shared/kernel/time.ts'
import { type Candidate, offer, reasonOfSource } from '#shared/predictions/recommendations/offer.ts'
import { recommender } from '#shared/predictions/recommendations/recommend.ts'
import type {
  Recommendation,
  RecommendationRequest,
} from '#shared/predictions/recommendations/recommendation.ts'
import {
  type LearnedProducts,
  readRecommendations,
} from '#shared/predictions/recommendations/recommendations.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { readModelArtifact } from './model-artifacts.ts'
import { runStatements } from './run-statements.ts'

/** For whom, or beside what, products are wanted. */
export interface RecommendationWish {
  /** Null: for nobody in particular, or for somebody who is not to be profiled. */
  readonly history: PurchaseHistory | null
  /** Products at hand, which go with what is wanted. */
  readonly basket: readonly string[]
  readonly category: string | null
  readonly isInStockOnly: boolean
  readonly limit: number
}

interface ReadyModel extends LearnedProducts {
  readonly recommend: (request: RecommendationRequest) => Recommendation[]
}

/** Getting a model ready takes longer than asking it. An artifact never changes, and stays as long as it is kept itself. */
const ready = new WeakMap<object, ReadyModel>()
/** Some will turn out to be sold out. */
const candidatesPerOffer = 3
const popularDays = 90

/** Whether anybody has bought a product, or the catalogue describes it. */
export async function isKnownProduct(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  { tenantId }: Tenant,
  productId: string,
): Promise<boolean> {
  const champion = await recommendationChampion(env, tenantId)
  if (champion !== undefined) {
    const { numberOf } = await readyModel(env, champion.artifactKey)
    if (numberOf(productId) !== undefined) return true
  }
  const [catalogue, sold] = await runStatements(env.DB, [
    findOfferedProducts(tenantId, [productId]),
    findSoldProduct(tenantId, productId),
  ])
  return (catalogue?.results.length ?? 0) + (sold?.results.length ?? 0) > 0
}

/** Products to offer, best first, by the model in use; without one, what is popular. */
export async function recommend(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  tenant: Tenant,
  wish: RecommendationWish,
  nowMs: number,
): Promise<RecommendationList> {
  const { tenantId } = tenant
  const champion = await recommendationChampion(env, tenantId)
  const count = wish.limit * candidatesPerOffer
  const candidates =
    champion === undefined
      ? await popularCandidates(env, tenant, wish, count, nowMs)
      : candidatesOf(await readyModel(env, champion.artifactKey), wish, count, nowMs)
  const [catalogue] = await runStatements<OfferedProductRow>(env.DB, [
    findOfferedProducts(
      tenantId,
      candidates.map(({ productId }) => productId),
    ),
  ])
  return {
    recommendations: offer(candidates, catalogue?.results ?? [], wish),
    modelVersion: champion === undefined ? null : versionName(champion),
    isPersonal: champion !== undefined && wish.history !== null && wish.history.purchases.length > 0,
  }
}

async function recommendationChampion(env: Pick<Env, 'DB'>, tenantId: string) {
  const champions = await listChampions(drizzle(env.DB), tenantId)
  return champions.find(({ kind }) => kind === 'recommendations')
}

async function readyModel(env: Pick<Env, 'ARCHIVE'>, artifactKey: string): Promise<ReadyModel> {
  const { artifact } = await readModelArtifact(env, artifactKey)
  const known = ready.get(artifact)
  if (known !== undefined) return known
  const learned = readRecommendations(artifact)
  const products = learned.products.map((product) => ({
    name: product?.name ?? product?.productId ?? '',
    category: product?.category ?? null,
    brand: null,
    priceMinor: null,
    // The catalogue is asked about those that are chosen, when they are.
    isInStock: true,
    isDeleted: product === null,
  }))
  const made = { ...learned, recommend: recommender(learned.models, products) }
  ready.set(artifact, made)
  return made
}

function candidatesOf(
  model: ReadyModel,
  wish: RecommendationWish,
  count: number,
  nowMs: number,
): Candidate[] {
  const purchases = (wish.history?.purchases ?? []).flatMap(({ placedAt, lines, isCancelled }) =>
    isCancelled
      ? []
      : lines.flatMap(({ productId }) => {
          const product = model.numberOf(productId)
          return product === undefined ? [] : [{ product, placedAt }]
        }),
  )
  const basket = wish.basket.flatMap((productId) => model.numberOf(productId) ?? [])
  const chosen = model.recommend({
    signals: { purchases, visit: [], basket, objectsToProfiling: wish.history === null },
    nowMs,
    count,
    category: wish.category,
    alike: [],
  })
  return chosen.flatMap(({ product, source, reason: why }) => {
    const known = model.products[product]
    return known == null ? [] : [{ ...known, reason: reasonOfSource[source], why }]
  })
}

async function popularCandidates(
  env: Pick<Env, 'DB'>,
  tenant: Tenant,
  { basket, category }: RecommendationWish,
  count: number,
  nowMs: number,
): Promise<Candidate[]> {
  const sinceDay = dayIn(tenant.timeZone, nowMs - popularDays * dayMs)
  const [found] = await runStatements<PopularProductRow>(env.DB, [
    findPopularProducts(tenant.tenantId, sinceDay, 10 * count),
  ])
  return (found?.results ?? [])
    .filter((row) => !basket.includes(row.productId) && (category === null || row.category === category))
    .slice(0, count)
    .map(({ productId, name, category: of }) => ({
      productId,
      name,
      category: of,
      reason: 'popular' as const,
      why: 'popular now',
    }))
}
