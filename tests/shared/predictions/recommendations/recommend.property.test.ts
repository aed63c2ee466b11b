import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { indexItemSets } from '#shared/ml/recommenders/indexed-item-sets.ts'
import { rememberSessions } from '#shared/ml/recommenders/session-memory.ts'
import { sessionDefaults } from '#shared/ml/recommenders/session-neighbours.ts'
import { trainWeights } from '#shared/ml/recommenders/weight-training.ts'
import {
  itemSetsOfOrders,
  type PlacedOrder,
  popularityOf,
} from '#shared/predictions/recommendations/placed-order.ts'
import { recommender } from '#shared/predictions/recommendations/recommend.ts'
import type {
  CustomerSignals,
  ProductFacts,
  RecommendationModels,
  RecommendationRequest,
} from '#shared/predictions/recommendations/recommendation.ts'
import { repeatProductRate, repeatRates } from '#shared/predictions/recommendations/repeat-rates.ts'

const dayMs = 86_400_000
const nowMs = Date.UTC(2024, 5, 1)
/** The last ten came after the training. */
const productCount = 70
const soldProducts = 60

function some(random: RandomSource, most: number, below: number): number[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, () => Math.floor(random() ** 2 * below))
}

function randomShop(seed: number): { models: RecommendationModels; products: ProductFacts[] } {
  const random = seededRandom(seed)
  const orders: PlacedOrder[] = Array.from({ length: 200 }, () => ({
    customerId: random() < 0.2 ? null : `c${Math.floor(random() * 40)}`,
    placedAt: nowMs - Math.floor(random() * 300 * dayMs),
    items: some(random, 5, soldProducts),
  }))
  const sets = itemSetsOfOrders(orders, soldProducts, nowMs)
  const training = trainWeights(indexItemSets(sets))
  while (!training.advance());
  const trained = training.result()
  if (!trained.ok) throw new Error(trained.failure.message)
  const visits = orders.map(({ items, placedAt }) => ({ items, at: placedAt }))
  return {
    models: {
      weights: trained.value.weights,
      sessions:
        random() < 0.2 ? null : { memory: rememberSessions(visits, soldProducts), options: sessionDefaults },
      popularity: popularityOf(sets, nowMs),
      alikeWeight: 0.5,
      repeatRates: repeatRates(orders, soldProducts),
    },
    products: Array.from({ length: productCount }, (_, number) => ({
      name: `Product ${number}`,
      category: number % 7 === 0 ? null : `Category ${number % 4}`,
      brand: null,
      priceMinor: 1000,
      isInStock: random() < 0.8,
      isDeleted: random() < 0.1,
    })),
  }
}

function randomRequest(random: RandomSource): RecommendationRequest {
  return {
    signals: {
      purchases: some(random, 12, soldProducts).map((product) => ({
        product,
        placedAt: nowMs - Math.floor(random() * 400 * dayMs),
      })),
      visit: some(random, 5, productCount),
      basket: some(random, 3, productCount),
      objectsToProfiling: random() < 0.2,
    },
    nowMs,
    count: Math.floor(random() * 13),
    category: random() < 0.2 ? 'Category 2' : null,
    alike: some(random, 10, productCount + 5).map((item) => ({ item, similarity: random() * 2 - 1 })),
  }
}

const shops = [1, 2, 3, 4].map(randomShop)

it('offers at most so many, nothing twice, and nothing that cannot be bought or was bought once for all', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shops), fc.integer(), ({ models, products }, seed) => {
      const request = randomRequest(seededRandom(seed))
      const { signals, category, count } = request
      const offered = recommender(models, products)(request)
      expect(offered.length).toBeLessThanOrEqual(count)
      expect(new Set(offered.map(({ product }) => product)).size).toBe(offered.length)
      for (const { product, reason } of offered) {
        expect(products[product]).toMatchObject({ isDeleted: false, isInStock: true })
        expect(signals.basket).not.toContain(product)
        expect(reason.length).toBeGreaterThan(5)
        if (category !== null) expect(products[product]?.category).toBe(category)
        if (signals.objectsToProfiling) continue
        expect(signals.visit).not.toContain(product)
        if (signals.purchases.some((purchase) => purchase.product === product)) {
          expect(models.repeatRates[product]).toBeGreaterThanOrEqual(repeatProductRate)
        }
      }
    }),
    { numRuns: 400 },
  )
})

it('answers the same to everybody with the same basket who objects to profiling', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shops), fc.integer(), ({ models, products }, seed) => {
      const random = seededRandom(seed)
      const request = randomRequest(random)
      const ask = recommender(models, products)
      const objecting = { ...request, signals: { ...request.signals, objectsToProfiling: true } }
      const other = randomRequest(random)
      const stranger = {
        ...objecting,
        alike: other.alike,
        signals: { ...other.signals, basket: request.signals.basket, objectsToProfiling: true },
      }
      expect(ask(objecting)).toEqual(ask(stranger))
      const sources = new Set(ask(objecting).map(({ source }) => source))
      expect(
        [...sources].every((source) => ['basket', 'popular', 'popular-in-category'].includes(source)),
      ).toBe(true)
    }),
  )
})

it('answers the same again, whoever was asked about in between', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...shops),
      fc.array(fc.integer(), { maxLength: 5 }),
      ({ models, products }, seeds) => {
        const ask = recommender(models, products)
        const requests = seeds.map((seed) => randomRequest(seededRandom(seed)))
        const first = requests.map(ask)
        expect(requests.map(ask)).toEqual(first)
        expect(requests.map((request) => recommender(models, products)(request))).toEqual(first)
      },
    ),
  )
})

it('fills the list with what is popular where nothing is known, no category with more than half of it', () => {
  const nobody: CustomerSignals = { purchases: [], visit: [], basket: [], objectsToProfiling: false }
  for (const { models, products } of shops) {
    const offered = recommender(
      models,
      products,
    )({
      signals: nobody,
      nowMs,
      count: 10,
      category: null,
      alike: [],
    })
    expect(offered.length).toBe(10)
    expect(offered.every(({ reason }) => reason === 'popular now')).toBe(true)
    const counts = Map.groupBy(offered, ({ product }) => products[product]?.category)
    counts.delete(null)
    expect(Math.max(...[...counts.values()].map(({ length }) => length))).toBeLessThanOrEqual(5)
    const none = { ...models, popularity: new Float32Array(productCount) }
    const request = { signals: nobody, nowMs, count: 10, category: null, alike: [] }
    expect(recommender(none, products)(request)).toEqual([])
  }
})
