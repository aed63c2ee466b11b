import { type NextBasketView, nextBasketReasons } from '../../contracts/next-basket.ts'
import type { Purchase } from '../../features/purchase.ts'
import { zoneTime } from '../../imports/zone-time.ts'
import { dayMs } from '../../kernel/time.ts'
import { dueChances, gapToNext } from './basket-rhythm.ts'
import { type Basket, basketsOf } from './customer-baskets.ts'
import { toldProducts } from './learn-next-basket.ts'
import type { readNextBasketBytes } from './next-basket-reader.ts'

/** With one basket nobody can tell what comes after it. */
const fewestBaskets = 2
/** From this chance on a product is told to be due. */
const dueFrom = 0.5

type Foretold = Pick<NextBasketView, 'products' | 'expectedAt' | 'interval' | 'missing'>

/**
 * What a customer will probably take next, the likeliest first, and when that will be. The day is the middle of the distribution
 * of the next gap and today when that has passed; the interval holds it with 80 %. Without a rhythm products come alone.
 */
export function foretellNextBasket(
  learned: ReturnType<typeof readNextBasketBytes>,
  purchases: readonly Purchase[],
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): Foretold {
  const baskets = basketsOf(purchases, nowMs, learned.numberOf)
  if (baskets.length < fewestBaskets) {
    const times = baskets.length === 0 ? 'on no day' : 'on one day'
    const missing = `Not enough yet: known products were bought ${times}, and ${fewestBaskets} are needed`
    return { products: [], expectedAt: null, interval: null, missing }
  }
  const today = Math.floor(nowMs / dayMs)
  const last = baskets.at(-1)?.day ?? today
  const gap = gapToNext(learned.rhythm, baskets)
  const dayAfter = (chance: number) =>
    Math.max(today, last + Math.round(gap?.quantile(chance) ?? today - last))
  const expectedDay = dayAfter(0.5)
  const due = dueChances(learned.rhythm, baskets, expectedDay)
  const told = learned.model.recommend(
    { baskets: baskets.map(({ items }) => items), due },
    // Some products have no name by now; what was learned of them is not told.
    2 * toldProducts,
  )
  const products = told.flatMap(({ item }) => {
    const product = learned.products[item]
    if (product == null) return []
    return [{ item, productId: product.productId, name: product.name, category: product.category }]
  })
  const toEpoch = zoneTime(timeZone)
  const moment = (day: number) => new Date(toEpoch(day * dayMs)).toISOString()
  return {
    products: products.slice(0, toldProducts).map(({ item, ...product }, place) => ({
      ...product,
      chance: Math.round(1000 * (learned.hitRates[place] ?? 0)) / 1000,
      ...reasonOf(item, baskets, due, today),
    })),
    expectedAt: gap === null ? null : moment(expectedDay),
    interval: gap === null ? null : { from: moment(dayAfter(0.1)), to: moment(dayAfter(0.9)) },
    missing: null,
  }
}

function reasonOf(
  item: number,
  baskets: readonly Basket[],
  due: ReadonlyMap<number, number>,
  today: number,
): Pick<NextBasketView['products'][number], 'reason' | 'why'> {
  const taken = baskets.filter(({ items }) => items.includes(item))
  const lastDay = taken.at(-1)?.day
  if (lastDay === undefined) {
    const [, , reason] = nextBasketReasons
    return { reason, why: 'customers who bought the same took it next' }
  }
  const times = taken.length === 1 ? 'once' : `${taken.length} times`
  const days = today - lastDay
  const ago = days === 0 ? 'last today' : days === 1 ? 'last yesterday' : `last ${days} days ago`
  const isDue = (due.get(item) ?? 0) >= dueFrom
  const why = `bought ${times}, ${ago}${isDue ? ', probably used up by then' : ''}`
  return { reason: isDue ? 'due-again' : 'bought-before', why }
}
