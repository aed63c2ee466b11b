import { lifeOfACustomer } from '#scripts/demo-shop/life-of-a-customer.ts'
import { generatePeople, personRandom } from '#scripts/demo-shop/people.ts'
import { calendarUntil } from '#scripts/demo-shop/seasons.ts'
import { storeOf } from '#scripts/demo-shop/till-calls.ts'
import { type ItemDemand, itemDemand } from '#shared/demand/item-demand.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { dayNumber, weekdayOf } from '#shared/sales/day-number.ts'
import { drawGamma, drawPoisson, simulatedItem, simulatedPlace } from '#tests/shared/demand/simulated-shop.ts'

/** The last day of all made-up shops. */
export const madeUpLastDay = dayNumber('2026-10-31')

/** What the demo's shop sells, item by item and store by store, over its eighteen months. */
export function demoItems(seed: number, people: number): ItemDemand[] {
  const nowMs = (madeUpLastDay + 1) * dayMs
  const calendar = calendarUntil(nowMs)
  const sold = new Map<string, { category: string; places: Map<string, Map<number, [number, number]>> }>()
  for (const person of generatePeople(people, calendar, seed)) {
    for (const occasion of lifeOfACustomer(person, calendar, personRandom(seed, person.number, 'life'))) {
      if (occasion.kind !== 'purchase') continue
      const storeId = occasion.channel === 'pos' ? storeOf(person) : ''
      const day = Math.floor(occasion.atMs / dayMs)
      for (const { product, quantity } of occasion.lines) {
        const item = sold.get(product.sku) ?? { category: product.category, places: new Map() }
        sold.set(product.sku, item)
        const days = item.places.get(storeId) ?? new Map<number, [number, number]>()
        item.places.set(storeId, days)
        const [units, money] = days.get(day) ?? [0, 0]
        days.set(day, [units + quantity, money + quantity * product.priceMinor])
      }
    }
  }
  return [...sold]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([sku, { category, places }]) => {
      const series = [...places].map(([storeId, byDay]) => {
        const rows = [...byDay].sort(([one], [other]) => one - other)
        return {
          sku,
          storeId,
          channel: 'web' as const,
          days: Int32Array.from(rows, ([day]) => day),
          units: Float64Array.from(rows, ([, [units]]) => units),
          returnedUnits: new Float64Array(rows.length),
          revenueMinor: Float64Array.from(rows, ([, [, money]]) => money),
        }
      })
      return itemDemand({ item: { sku, productId: sku, name: null, category }, series }, madeUpLastDay)
    })
}

const week = [0.7, 0.8, 0.9, 1, 1.3, 1.6, 0.7]

/** Twelve categories with seasons of their own in three stores, levels that wander, promotions and launches. */
export function generatedItems(seed: number, itemCount: number, dayCount: number): ItemDemand[] {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const categories = Array.from({ length: 12 }, (_, at) => ({
    name: `category ${at}`,
    swing: 0.5 * random(),
    phase: 364 * random(),
    noise: new Map<number, number>(),
  }))
  const noiseOf = (category: (typeof categories)[number], block: number) => {
    const known = category.noise.get(block) ?? Math.exp(0.1 * normal())
    category.noise.set(block, known)
    return known
  }
  return Array.from({ length: itemCount }, (_, at) => {
    const category = categories[Math.floor(random() * categories.length)] as (typeof categories)[number]
    const rate = 0.03 * 200 ** random()
    const spread = random() < 0.5
    const age = random() < 0.2 ? Math.floor(60 + random() * (dayCount - 60)) : dayCount
    const places = ['', 'Bath', 'Leeds'].slice(0, 1 + Math.floor(3 * random())).map((storeId) => {
      let level = rate * Math.exp(0.7 * normal())
      let promoted = 0
      const firstDay = madeUpLastDay - age + 1
      return simulatedPlace(storeId, firstDay, age, (day) => {
        if (day === 0) return 1
        const date = firstDay + day
        if (day % 7 === 0) {
          level *= Math.exp(0.05 * normal())
          promoted = random() < 0.03 ? 2 : 1
        }
        const year = 1 + category.swing * Math.sin((2 * Math.PI * (date + category.phase)) / 364)
        const mean =
          level *
          promoted *
          year *
          (week[weekdayOf(date)] as number) *
          noiseOf(category, Math.floor(date / 7))
        return drawPoisson(spread ? mean * drawGamma(1, random) : mean, random)
      })
    })
    return simulatedItem(`item-${at}`, category.name, places)
  })
}
