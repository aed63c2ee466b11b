import type { RecommendationList } from '#shared/contracts/recommendations.ts'
import {
  findOfferedProducts,
  findPopularProducts,
  findSoldProduct,
  type OfferedProductRow,
  type PopularProductRow,
} from '#shared/database/offered-products.ts'
import type { PurchaseHistory } from '#shared/features/purchase.ts'
import { dayIn, dayMs } from '#shared/kernel/time.ts'
import type { Neighbour } from '#shared/ml/nearest-neighbours/nearest-neighbours.ts'
import { interestVector } from '#shared/predictions/recommendations/content-vectors.ts'
import {
  type Candidate,
  offer,
  reasonOfSource,
  strategyOfSource,
} from '#shared/predictions/recommendations/offer.ts'
import type { CustomerSignals, Recommendation } from '#shared/predictions/recommendations/recommendation.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { type ReadyModel, recommendationModel } from './recommendation-models.ts'
import { resolveProducts } from './resolve-products.ts'
import { runStatements } from './run-statements.ts'
import { nearestProducts } from './vectors/nearest-products.ts'

/** Which products may be offered, and how many are wanted. */
export interface RecommendationFilter {
  readonly category: string | null
  readonly isInStockOnly: boolean
  readonly limit: number
}

/** For whom, or beside what, products are wanted. Products by whatever ids they have. */
export interface RecommendationWish extends RecommendationFilter {
  /** Null: for nobody in particular, or for somebody who is not to be profiled. */
  readonly history: PurchaseHistory | null
  /** Looked at in the running visit, the latest last; empty for somebody who is not to be profiled. */
  readonly visit: readonly string[]
  /** Products at hand, which go with what is wanted. */
  readonly basket: readonly string[]
}

type Ports = Pick<Env, 'DB' | 'ARCHIVE' | 'PRODUCT_VECTORS'>

/** Some will turn out to be sold out. */
const candidatesPerOffer = 3
const popularDays = 90
const nearestAsked = 100

/** Products to offer, best first, by the model in use; without one, what is popular. */
export async function recommend(
  env: Ports,
  tenant: Tenant,
  wish: RecommendationWish,
  nowMs: number,
): Promise<RecommendationList> {
  const { tenantId } = tenant
  const model = await recommendationModel(env, tenantId)
  const count = wish.limit * candidatesPerOffer
  const productOf = await resolveProducts(env.DB, tenantId, [...wish.visit, ...wish.basket])
  const meant = (ids: readonly string[]) => ids.map((id) => productOf.get(id) ?? id)
  const atHand = { ...wish, visit: meant(wish.visit), basket: meant(wish.basket) }
  if (model === null) {
    const popular = await popularCandidates(env, tenant, atHand, count, nowMs)
    return offered(env, tenant, popular, wish, null, 'popular')
  }
  const signals = signalsOf(model, atHand)
  const chosen = model.recommend({
    signals,
    nowMs,
    count,
    category: wish.category,
    alike: await alikeTo(env, tenantId, model, signals),
  })
  const list = await offered(env, tenant, candidatesOf(model, chosen), wish, model, leading(chosen, signals))
  const isPersonal = signals.purchases.length > 0 || signals.visit.length > 0
  return { ...list, isPersonal, visitedCount: signals.visit.length }
}

/** What lies nearest to what a customer is after now; nothing where that is not known. */
async function alikeTo(
  env: Ports,
  tenantId: string,
  model: ReadyModel,
  signals: CustomerSignals,
): Promise<readonly Neighbour[]> {
  const interest = interestVector(model.vectors, signals)
  if (interest === null) return []
  const neighbours = await nearestProducts(env, tenantId, model)
  const found = await neighbours.nearest(interest, nearestAsked)
  return found.ok ? found.value : []
}

/** Products like a given one; null when nobody ever bought it, and the catalogue does not have it. */
export async function recommendSimilar(
  env: Ports,
  tenant: Tenant,
  productId: string,
  filter: RecommendationFilter,
  nowMs: number,
): Promise<RecommendationList | null> {
  const { tenantId } = tenant
  const productOf = await resolveProducts(env.DB, tenantId, [productId])
  const meantId = productOf.get(productId) ?? productId
  const [described] = await catalogueOf(env, tenantId, [meantId])
  const model = await recommendationModel(env, tenantId)
  const number = model?.numberOf(meantId)
  const known = number === undefined ? undefined : model?.products[number]
  if (number === undefined && described === undefined && !(await wasSold(env, tenantId, meantId))) return null
  const to = {
    number,
    name: described?.name ?? known?.name ?? meantId,
    category: described?.category ?? known?.category ?? null,
    brand: described?.brand ?? known?.brand ?? null,
    priceMinor: described?.priceMinor ?? known?.priceMinor ?? null,
  }
  const count = filter.limit * candidatesPerOffer
  if (model === null) {
    const beside = { ...filter, basket: [meantId], visit: [] }
    const popular = await popularCandidates(env, tenant, beside, count, nowMs)
    return offered(env, tenant, popular, filter, null, 'popular')
  }
  const neighbours = await nearestProducts(env, tenantId, model)
  const chosen = await model.findSimilar(to, count, filter.category, neighbours)
  const strategy = chosen[0]?.source === 'alike' ? 'similar' : 'popular'
  return offered(env, tenant, candidatesOf(model, chosen), filter, model, strategy)
}

/** Whether anybody has bought a product, or the catalogue describes it. */
export async function isKnownProduct(env: Ports, { tenantId }: Tenant, productId: string): Promise<boolean> {
  const productOf = await resolveProducts(env.DB, tenantId, [productId])
  if (productOf.has(productId)) return true
  const model = await recommendationModel(env, tenantId)
  return model?.numberOf(productId) !== undefined || wasSold(env, tenantId, productId)
}

async function wasSold(env: Pick<Env, 'DB'>, tenantId: string, productId: string): Promise<boolean> {
  const [sold] = await runStatements(env.DB, [findSoldProduct(tenantId, productId)])
  return (sold?.results.length ?? 0) > 0
}

async function catalogueOf(
  env: Pick<Env, 'DB'>,
  tenantId: string,
  productIds: readonly string[],
): Promise<readonly OfferedProductRow[]> {
  const [found] = await runStatements<OfferedProductRow>(env.DB, [findOfferedProducts(tenantId, productIds)])
  return found?.results ?? []
}

/** The candidates that can be sold. Whose purchases were used is for the caller to say. */
async function offered(
  env: Pick<Env, 'DB'>,
  { tenantId }: Tenant,
  candidates: readonly Candidate[],
  filter: RecommendationFilter,
  model: ReadyModel | null,
  strategy: RecommendationList['strategy'],
): Promise<RecommendationList> {
  const catalogue = await catalogueOf(
    env,
    tenantId,
    candidates.map(({ productId }) => productId),
  )
  return {
    recommendations: offer(candidates, catalogue, filter),
    modelVersion: model?.name ?? null,
    isPersonal: false,
    strategy,
    visitedCount: 0,
  }
}

/** What is known of the customer, as far as the model knows the products. */
function signalsOf(
  model: ReadyModel,
  { history, visit, basket }: Pick<RecommendationWish, 'history' | 'visit' | 'basket'>,
): CustomerSignals {
  const numbersOf = (ids: readonly string[]) => ids.flatMap((productId) => model.numberOf(productId) ?? [])
  const purchases = (history?.purchases ?? []).flatMap(({ placedAt, lines, isCancelled }) =>
    isCancelled
      ? []
      : numbersOf(lines.map(({ productId }) => productId)).map((product) => ({ product, placedAt })),
  )
  return {
    purchases,
    visit: numbersOf(visit),
    basket: numbersOf(basket),
    objectsToProfiling: history === null && visit.length === 0,
  }
}

function leading(
  chosen: readonly Recommendation[],
  signals: CustomerSignals,
): RecommendationList['strategy'] {
  const source = chosen[0]?.source ?? 'popular'
  if (source !== 'alike') return strategyOfSource[source]
  if (signals.basket.length > 0) return 'basket'
  return signals.visit.length > 0 ? 'visit' : 'purchases'
}

function candidatesOf(model: ReadyModel, chosen: readonly Recommendation[]): Candidate[] {
  return chosen.flatMap(({ product, source, reason: why }) => {
    const known = model.products[product]
    return known == null ? [] : [{ ...known, reason: reasonOfSource[source], why }]
  })
}

async function popularCandidates(
  env: Pick<Env, 'DB'>,
  tenant: Tenant,
  { basket, visit, category }: Pick<RecommendationWish, 'basket' | 'visit' | 'category'>,
  count: number,
  nowMs: number,
): Promise<Candidate[]> {
  const sinceDay = dayIn(tenant.timeZone, nowMs - popularDays * dayMs)
  const [found] = await runStatements<PopularProductRow>(env.DB, [
    findPopularProducts(tenant.tenantId, sinceDay, 10 * count),
  ])
  const atHand = new Set([...basket, ...visit])
  return (found?.results ?? [])
    .filter((row) => !atHand.has(row.productId) && (category === null || row.category === category))
    .slice(0, count)
    .map(({ productId, name, category: of }) => ({
      productId,
      name,
      category: of,
      reason: 'popular' as const,
      why: 'popular now',
    }))
}
