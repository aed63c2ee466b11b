import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { buildInvertedLists } from '#shared/ml/nearest-neighbours/build-inverted-lists.ts'
import { type InvertedLists, searchInvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import { type ItemVectors, normalise } from '#shared/ml/recommenders/item-vectors.ts'
import { joinColumns } from '#shared/ml/recommenders/item-weights.ts'
import { rememberSessions } from '#shared/ml/recommenders/session-memory.ts'
import { sessionDefaults } from '#shared/ml/recommenders/session-neighbours.ts'
import { keptPredictors } from '#shared/ml/recommenders/solve-item-block.ts'
import { interestVector } from '#shared/predictions/recommendations/content-vectors.ts'
import { recommender } from '#shared/predictions/recommendations/recommend.ts'
import type {
  ProductFacts,
  RecommendationRequest,
} from '#shared/predictions/recommendations/recommendation.ts'
import type { ModelTask } from '../model-figure.ts'

const productCount = 50_000
const sessionCount = 200_000
const calls = 1000
const nowMs = Date.UTC(2024, 5, 1)
const dayMs = 86_400_000

/**
 * How long one call takes for customers of 50 purchases, five views and a basket of three, in a shop of 50,000 products with
 * 200,000 visits, the search for what is alike included.
 */
export const task: ModelTask = {
  name: 'recommendation-speed',
  data: null,
  async measure() {
    const random = seededRandom(1)
    const ask = recommender(modelsOfShop(random), productsOfShop(random))
    const times: number[] = []
    const { vectors, index } = vectorsOfShop(random)
    for (let call = 0; call < calls; call += 1) {
      const request = requestOf(random)
      const startedMs = performance.now()
      const interest = interestVector(vectors, request.signals)
      const alike = interest === null ? [] : searchInvertedLists(index, interest, 100)
      ask({ ...request, alike })
      times.push(performance.now() - startedMs)
    }
    const sorted = times.sort((left, right) => left - right)
    const figure = (name: string, share: number, atMost: number | null) => ({
      what: `Recommendations for one customer, ${productCount} products, ${name}: ms`,
      ours: sorted[Math.floor(calls * share)] ?? 0,
      goal: atMost === null ? null : { atMost },
      baseline: null,
      published: null,
    })
    return [figure('median', 0.5, null), figure('p95', 0.95, 20)]
  },
}

/** Vectors around 500 directions, as those of a shop gather. */
function vectorsOfShop(random: RandomSource): { vectors: ItemVectors; index: InvertedLists } {
  const dimensions = 32
  const draw = () => Float32Array.from({ length: dimensions }, () => random() - 0.5)
  const centres = Array.from({ length: 500 }, draw)
  const values = new Float32Array(productCount * dimensions)
  for (let product = 0; product < productCount; product += 1) {
    const centre = centres[product % centres.length] as Float32Array
    const vector = draw().map((value, place) => (centre[place] as number) + 0.3 * value)
    values.set(normalise(vector), product * dimensions)
  }
  const index = buildInvertedLists({ dimensions, values }, { seed: 1 })
  if (!index.ok) throw new Error(index.failure.message)
  return { vectors: { itemCount: productCount, dimensions, values }, index: index.value }
}

/** A few products are bought much, most seldom. */
function drawProduct(random: RandomSource): number {
  return Math.floor(random() ** 3 * productCount)
}

function drawProducts(random: RandomSource, count: number): number[] {
  return Array.from({ length: count }, () => drawProduct(random))
}

function modelsOfShop(random: RandomSource) {
  const columns = Array.from({ length: productCount }, (_, item) => ({
    item,
    predictors: Uint32Array.from(new Set(drawProducts(random, keptPredictors))),
    weights: Float32Array.from({ length: keptPredictors }, () => random() - 0.2),
  })).map((column) => ({ ...column, weights: column.weights.subarray(0, column.predictors.length) }))
  const visits = Array.from({ length: sessionCount }, (_, visit) => ({
    items: drawProducts(random, 5),
    at: nowMs - (sessionCount - visit) * 10_000,
  }))
  return {
    weights: joinColumns(columns, productCount),
    sessions: { memory: rememberSessions(visits, productCount), options: sessionDefaults },
    popularity: Float32Array.from({ length: productCount }, () => random() ** 8 * 1000),
    alikeWeight: 0.5,
    repeatRates: Float32Array.from({ length: productCount }, () => random() ** 4),
  }
}

function productsOfShop(random: RandomSource): ProductFacts[] {
  return Array.from({ length: productCount }, (_, number) => ({
    name: `Product ${number}`,
    category: `Category ${number % 200}`,
    brand: null,
    priceMinor: 1000,
    isInStock: random() < 0.9,
    isDeleted: random() < 0.02,
  }))
}

function requestOf(random: RandomSource): RecommendationRequest {
  return {
    signals: {
      purchases: drawProducts(random, 50).map((product) => ({
        product,
        placedAt: nowMs - random() * 365 * dayMs,
      })),
      visit: drawProducts(random, 5),
      basket: drawProducts(random, 3),
      objectsToProfiling: false,
    },
    nowMs,
    count: 12,
    category: null,
    alike: [],
  }
}
