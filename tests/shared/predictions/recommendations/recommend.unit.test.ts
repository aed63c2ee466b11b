import { expect, it } from 'vitest'
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
  RecommendationRequest,
} from '#shared/predictions/recommendations/recommendation.ts'
import { repeatRates } from '#shared/predictions/recommendations/repeat-rates.ts'

const nowMs = Date.UTC(2024, 5, 1)
const dayMs = 86_400_000
const [mug, teapot, towel, soap, coffee, newcomer] = [0, 1, 2, 3, 4, 5] as const
const products: ProductFacts[] = [
  ['Mug', 'Kitchen'],
  ['Teapot', 'Kitchen'],
  ['Towel', 'Bath'],
  ['Soap', 'Bath'],
  ['Coffee', 'Food'],
  ['Newcomer', 'Bath'],
].map(([name = '', category = '']) => ({
  name,
  category,
  brand: null,
  priceMinor: 500,
  isInStock: true,
  isDeleted: false,
}))

/** Mugs go with teapots, towels with soap, and everybody buys coffee again. */
const orders: PlacedOrder[] = Array.from({ length: 60 }, (_, number) => ({
  customerId: `c${number % 20}`,
  placedAt: nowMs - (60 - number) * dayMs,
  items:
    number % 20 < 12
      ? [mug, teapot, coffee].slice(0, number < 20 ? 3 : 0)
      : number < 40
        ? [towel, soap]
        : [soap],
})).map((order) => (order.items.length === 0 ? { ...order, items: [coffee] } : order))

type Change = Omit<Partial<RecommendationRequest>, 'signals'> & { signals?: Partial<CustomerSignals> }

function ask(change: Change, shelf = products) {
  const sets = itemSetsOfOrders(orders, products.length, nowMs)
  const training = trainWeights(indexItemSets(sets))
  while (!training.advance());
  const trained = training.result()
  if (!trained.ok) throw new Error(trained.failure.message)
  const visits = [
    { items: [mug, towel], at: nowMs - dayMs },
    { items: [mug, towel], at: nowMs - 2 * dayMs },
  ]
  const models = {
    weights: trained.value.weights,
    sessions: { memory: rememberSessions(visits, products.length), options: sessionDefaults },
    popularity: popularityOf(sets, nowMs),
    alikeWeight: 0.5,
    repeatRates: repeatRates(orders, products.length),
  }
  return recommender(
    models,
    shelf,
  )({
    nowMs,
    count: 3,
    category: null,
    alike: [],
    ...change,
    signals: { purchases: [], visit: [], basket: [], objectsToProfiling: false, ...change.signals },
  })
}

it('offers what goes with the basket, and says with what', () => {
  expect(ask({ signals: { basket: [mug] } })[0]).toEqual({
    product: teapot,
    source: 'basket',
    becauseOf: mug,
    reason: 'bought together with Mug',
  })
})

it('offers what others looked at next', () => {
  expect(ask({ signals: { visit: [mug] } })[0]).toMatchObject({
    product: towel,
    source: 'visit',
    reason: 'like what you looked at today',
  })
})

it('offers what goes with earlier purchases', () => {
  const purchases = [{ product: towel, placedAt: nowMs - 30 * dayMs }]
  expect(ask({ signals: { purchases } })[0]).toMatchObject({
    product: soap,
    reason: 'goes with Towel, bought before',
  })
})

it('offers a product again only when people buy it again', () => {
  const purchases = [mug, coffee].map((product) => ({ product, placedAt: nowMs - 30 * dayMs }))
  const offered = ask({ count: 6, signals: { purchases } }).map(({ product }) => product)
  expect(offered).toContain(coffee)
  expect(offered).not.toContain(mug)
})

it('offers a product nobody bought yet when its vector is alike', () => {
  const offered = ask({ count: 6, alike: [{ item: newcomer, similarity: 0.9 }] })
  expect(offered.find(({ product }) => product === newcomer)).toMatchObject({
    reason: 'similar to what you like',
  })
  expect(ask({ count: 6 }).some(({ product }) => product === newcomer)).toBe(false)
})

it('says in which category something is popular when one is asked for', () => {
  expect(ask({ category: 'Bath' })[0]).toMatchObject({ product: soap, reason: 'popular in Bath' })
})

it.each([
  ['deleted', { isDeleted: true }],
  ['out of stock', { isInStock: false }],
])('never offers what is %s', (_, state) => {
  const shelf = products.map((product, number) => (number === teapot ? { ...product, ...state } : product))
  const offered = ask({ count: 6, signals: { basket: [mug] } }, shelf)
  expect(offered.some(({ product }) => product === teapot)).toBe(false)
})
