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

/** How goods come back: so many days after they were ordered, which is once a week; up to what is usual in so many days. */
export interface Supply {
  readonly leadDays: number
  readonly coverDays: number
}

/**
 * What would have been sold of items if their shelves had been filled like that until a day: less than was asked for on the day on which goods ran out, and NaN until they came.
 * All that is asked for is sold after that day.
 */
export function withStockOuts(
  items: readonly ItemDemand[],
  { leadDays, coverDays }: Supply,
  untilDay: number,
): ItemDemand[] {
  return items.map((item) => ({
    ...item,
    places: item.places.map((place) => {
      const { units: asked, revenueMinor: brought, firstDay } = place
      const units = asked.slice()
      const revenueMinor = brought.slice()
      const usual = asked.reduce((sum, count) => sum + count, 0) / asked.length
      const most = Math.max(1, Math.round(usual * coverDays))
      const coming = new Map<number, number>()
      let stock = most
      let ordered = 0
      for (let at = 0; at < units.length && firstDay + at <= untilDay; at += 1) {
        const arrived = coming.get(at) ?? 0
        stock += arrived
        ordered -= arrived
        const wanted = asked[at] as number
        const sold = Math.min(wanted, stock)
        const wasEmpty = stock === 0
        stock -= sold
        units[at] = wasEmpty ? Number.NaN : sold
        revenueMinor[at] = wanted > 0 ? ((brought[at] as number) * sold) / wanted : 0
        const order = most - stock - ordered
        if ((firstDay + at) % 7 !== 0 || order <= 0) continue
        coming.set(at + leadDays, order)
        ordered += order
      }
      return { ...place, units, revenueMinor }
    }),
  }))
}

/**
 * The same where a share of those who do not find an item takes another of its category in the same place: of those that sold something on the day, by how much they did. All that is asked for, item by item, is
 * in `asked`.
 */
export function withSubstitutes(
  short: readonly ItemDemand[],
  asked: readonly ItemDemand[],
  share: number,
): ItemDemand[] {
  const sums = new Map<string, { sold: number; lost: number }>()
  const eachDay = (see: (key: string, sold: number, lost: number) => void) => {
    for (const [at, { category, places }] of short.entries()) {
      for (const [place, { storeId, firstDay, units }] of places.entries()) {
        const wanted = asked[at]?.places[place]?.units ?? units
        for (const [day, count] of units.entries()) {
          const sold = Number.isNaN(count) ? 0 : count
          see(`${category} ${storeId} ${firstDay + day}`, sold, (wanted[day] as number) - sold)
        }
      }
    }
  }
  eachDay((key, sold, lost) => {
    const sum = sums.get(key) ?? { sold: 0, lost: 0 }
    sums.set(key, { sold: sum.sold + sold, lost: sum.lost + lost })
  })
  return short.map((item) => ({
    ...item,
    places: item.places.map((place) => {
      const times = place.units.map((_, day) => {
        const { sold, lost } = sums.get(`${item.category} ${place.storeId} ${place.firstDay + day}`) ?? {
          sold: 0,
          lost: 0,
        }
        return sold > 0 ? 1 + (share * lost) / sold : 1
      })
      return {
        ...place,
        units: place.units.map((count, day) => count * (times[day] as number)),
        revenueMinor: place.revenueMinor.map((count, day) => count * (times[day] as number)),
      }
    }),
  }))
}

/** So many goods are sold at a time, each for half a year. */
const slotCount = 26
const lifeDays = 182

/** Goods of one category of which each sells evenly for half a year, and is followed by another one the next day: the shop sells the same all the time. */
export function goodsThatChange(seed: number, dayCount: number): ItemDemand[] {
  const random = seededRandom(seed)
  const shopFrom = madeUpLastDay - dayCount + 1
  return Array.from({ length: slotCount }, (_, slot) => slot).flatMap((slot) => {
    const phase = Math.floor((slot * lifeDays) / slotCount)
    const lives = Math.ceil((dayCount + phase) / lifeDays)
    return Array.from({ length: lives }, (_, life) => {
      const begins = shopFrom - phase + life * lifeDays
      const firstDay = Math.max(shopFrom, begins)
      const sold = Math.min(madeUpLastDay + 1, begins + lifeDays) - firstDay
      const place = simulatedPlace('', firstDay, madeUpLastDay - firstDay + 1, (day) => {
        return day < sold ? drawPoisson(10 * (week[weekdayOf(firstDay + day)] as number), random) : 0
      })
      return simulatedItem(`slot-${slot}-${life}`, 'category', [place])
    })
  })
}

/** The same items as a shop knows them that counts its stock: from the day after their last sale until a day nothing of them was there. */
export function withoutGoneGoods(items: readonly ItemDemand[], untilDay: number): ItemDemand[] {
  return items.map((item) => ({
    ...item,
    places: item.places.map((place) => {
      const from = place.units.findLastIndex((units) => units > 0) + 1
      const to = Math.max(from, untilDay - place.firstDay + 1)
      return { ...place, units: place.units.slice().fill(Number.NaN, from, to) }
    }),
  }))
}
