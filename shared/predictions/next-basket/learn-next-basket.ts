import { hitRateAt, ndcgAt, rankingOfList, recallAt } from '../../ml/metrics/ranking-metrics.ts'
import type { KnownBasket } from '../../ml/next-basket/basket-history.ts'
import type { NextBasketModel } from '../../ml/next-basket/next-basket-model.ts'
import { type BasketRhythm, dueChances } from './basket-rhythm.ts'
import type { Basket, CustomerBaskets } from './customer-baskets.ts'

/** So many products are told of a next basket, and looked at when it is measured. */
export const toldProducts = 10

/** A customer with what was bought last as what is to be foretold. */
export interface AskedCustomer extends KnownBasket {
  readonly before: readonly Basket[]
}

/** Everybody who bought on two days and more: the last basket is what comes next after those before it. */
export function askCustomers(people: readonly CustomerBaskets[], rhythm: BasketRhythm): AskedCustomer[] {
  return people.flatMap(({ baskets }) => {
    const before = baskets.slice(0, -1)
    const last = baskets.at(-1)
    if (last === undefined || before.length === 0) return []
    return [
      {
        before,
        baskets: before.map(({ items }) => items),
        next: last.items,
        due: dueChances(rhythm, before, last.day),
      },
    ]
  })
}

/** What is foretold of a customer, the likeliest first. */
export type ForetellBasket = (customer: AskedCustomer) => readonly number[]

export function foretellBy(model: NextBasketModel): ForetellBasket {
  return (customer) => model.recommend(customer, toldProducts).map(({ item }) => item)
}

/** The plain rule: what was bought in most baskets, of equals what was bought last. */
export function foretellMostBought({ baskets }: Pick<AskedCustomer, 'baskets'>): number[] {
  const counts = new Map<number, { count: number; last: number }>()
  for (const [place, items] of baskets.entries()) {
    for (const item of new Set(items)) {
      counts.set(item, { count: (counts.get(item)?.count ?? 0) + 1, last: place })
    }
  }
  return [...counts]
    .sort(([left, of], [right, than]) => than.count - of.count || than.last - of.last || left - right)
    .slice(0, toldProducts)
    .map(([item]) => item)
}

/** Means over customers, all 0..1, of what was bought next; and how often the product in each place was among it. */
export function measureForetelling(
  asked: readonly AskedCustomer[],
  foretell: ForetellBasket,
): { metrics: Record<string, number>; hitRates: number[] } {
  const hits = new Float64Array(toldProducts)
  const offered = new Float64Array(toldProducts)
  let [recall, ndcg, hit] = [0, 0, 0]
  for (const customer of asked) {
    const wanted = new Set(customer.next)
    const told = foretell(customer)
    const ranking = rankingOfList(told, wanted)
    recall += recallAt(ranking, toldProducts) ?? 0
    ndcg += ndcgAt(ranking, toldProducts) ?? 0
    hit += hitRateAt(ranking, toldProducts)
    for (const [place, item] of told.entries()) {
      offered[place] = (offered[place] ?? 0) + 1
      if (wanted.has(item)) hits[place] = (hits[place] ?? 0) + 1
    }
  }
  const count = Math.max(1, asked.length)
  return {
    metrics: {
      recallAt10: recall / count,
      ndcgAt10: ndcg / count,
      hitRateAt10: hit / count,
      customerCount: asked.length,
    },
    hitRates: falling(Array.from(hits, (each, place) => each / Math.max(1, offered[place] ?? 0))),
  }
}

/** The same rates, no later one above an earlier: a place that was hit more often than the one before it was so by chance. */
function falling(rates: readonly number[]): number[] {
  let least = 1
  return rates.map((rate) => {
    least = Math.min(least, rate)
    return least
  })
}
