import { learnDemand } from '#shared/demand/learn-demand.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { drawGamma, drawPoisson, simulatedItem, simulatedPlace, sumsOf } from './simulated-shop.ts'

const asOfDay = dayNumber('2026-10-31')
const categories = ['toys', 'tea', null]

/** A small shop with two stores, items of very different sizes in three categories, one in five of them launched lately, and what it teaches. */
export function knowledgeOf({ items: count, days, seed }: { items: number; days: number; seed: number }) {
  const random = seededRandom(seed)
  const items = Array.from({ length: count }, (_, at) => {
    const rate = 0.05 * 40 ** random()
    const length = at % 5 === 0 ? Math.ceil(days * (0.1 + 0.6 * random())) : days
    const places = ['leeds', 'york'].map((storeId) =>
      simulatedPlace(storeId, asOfDay - length + 1, length, (day) =>
        day === 0 ? 1 : drawPoisson(rate * drawGamma(2, random), random),
      ),
    )
    return simulatedItem(`item-${at}`, categories[at % 3] ?? null, places)
  })
  const nodes = sumsOf(items, asOfDay)
  return { items, nodes, asOfDay, knowledge: learnDemand({ sample: items, nodes, calendar: [], asOfDay }) }
}
