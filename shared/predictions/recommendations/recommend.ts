import { sessionScorer } from '../../ml/recommenders/session-neighbours.ts'
import { blendCandidates } from './blend-candidates.ts'
import { boughtTogether, toldByPurchases } from './bought-together.ts'
import { bestProducts, type Candidate, candidatesOfSource, type OfferedCandidates } from './candidate.ts'
import { favouriteCategories } from './favourite-categories.ts'
import { firstAllowed, rankPopular } from './popular-products.ts'
import { reasonWords } from './reason-words.ts'
import type {
  ProductFacts,
  Recommendation,
  RecommendationModels,
  RecommendationRequest,
} from './recommendation.ts'
import { repeatProductRate } from './repeat-rates.ts'
import { spreadCategories } from './spread-categories.ts'

/**
 * Readies models and products for recommending: the returned function may be called for any number of customers, and
 * keeps nothing of one for the next. It never offers what is deleted, out of stock, in the basket, being looked at, or
 * bought already, unless it is a product that people buy again; and nothing twice. Where nothing is known of a
 * customer there is what is popular, and where nothing was ever sold an empty list.
 */
export function recommender(
  models: RecommendationModels,
  products: readonly ProductFacts[],
): (request: RecommendationRequest) => Recommendation[] {
  const findBoughtTogether = boughtTogether(models.weights)
  const scoreNext =
    models.sessions === null ? null : sessionScorer(models.sessions.memory, models.sessions.options)
  const popular = rankPopular(models.popularity, products)

  function offersFor(
    { signals, nowMs, alike, category }: RecommendationRequest,
    isAllowed: (product: number) => boolean,
  ): OfferedCandidates[] {
    const favourites = category === null ? favouriteCategories(signals, products) : [category]
    return [
      {
        source: 'basket',
        candidates: findBoughtTogether(
          signals.basket.map((product) => ({ product, strength: 1 })),
          isAllowed,
        ),
      },
      { source: 'visit', candidates: afterVisit(signals.visit, nowMs, isAllowed) },
      {
        source: 'purchases',
        candidates: findBoughtTogether(toldByPurchases(signals.purchases, nowMs), isAllowed),
      },
      {
        source: 'alike',
        candidates: alike
          .filter(({ item, similarity }) => similarity > 0 && isAllowed(item))
          .slice(0, candidatesOfSource)
          .map(({ item, similarity }) => ({ product: item, score: similarity, becauseOf: null })),
      },
      ...favourites.map((favourite) => ({
        source: 'popular-in-category' as const,
        candidates: firstAllowed(popular.byCategory.get(favourite) ?? [], isAllowed),
      })),
      { source: 'popular', candidates: firstAllowed(popular.all, isAllowed) },
    ]
  }

  function afterVisit(
    visit: readonly number[],
    nowMs: number,
    isAllowed: (product: number) => boolean,
  ): Candidate[] {
    if (scoreNext === null || visit.length === 0) return []
    const { items, scores } = scoreNext(visit, nowMs)
    return bestProducts(items, scores, isAllowed)
  }

  return (asked) => {
    const request = asked.signals.objectsToProfiling ? withoutProfile(asked) : asked
    const { signals, category, count } = request
    const bought = new Set(signals.purchases.map(({ product }) => product))
    const atHand = new Set([...signals.basket, ...signals.visit])
    const isAllowed = (number: number): boolean => {
      const product = products[number]
      if (product === undefined || product.isDeleted || !product.isInStock || atHand.has(number)) return false
      if (category !== null && product.category !== category) return false
      return !bought.has(number) || (models.repeatRates[number] ?? 0) >= repeatProductRate
    }
    const blended = blendCandidates(offersFor(request, isAllowed), models.alikeWeight)
    const chosen = spreadCategories(blended, count, ({ product }) =>
      category === null ? (products[product]?.category ?? null) : null,
    )
    return chosen.map(({ product, source, becauseOf }) => ({
      product,
      source,
      becauseOf,
      reason: reasonWords(
        source,
        products[product] as ProductFacts,
        becauseOf === null ? null : (products[becauseOf] ?? null),
      ),
    }))
  }
}

function withoutProfile(request: RecommendationRequest): RecommendationRequest {
  return { ...request, signals: { ...request.signals, purchases: [], visit: [] }, alike: [] }
}
