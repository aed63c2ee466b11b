import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import type { DemandAhead } from '#shared/replenishment/demand-ahead.ts'
import { proposeOrder } from '#shared/replenishment/propose-order.ts'
import { defaultSupplyTerms } from '#shared/replenishment/supply-rule.ts'

const cycleCount = 20_000
const seed = 20_261_122

/** Standard normal quantiles from the tables. */
const z: Readonly<Record<number, number>> = { 0.8: 0.841621, 0.9: 1.281552, 0.95: 1.644854, 0.99: 2.326348 }

interface Demand {
  readonly ahead: DemandAhead
  draw(random: () => number): number
}

/** 50 a day with a deviation of 15, each day by itself. */
const normal: Demand = {
  ahead: {
    expectedUnits: (_, days) => 50 * days,
    quantile: (_, days, probability) => 50 * days + 15 * Math.sqrt(days) * (z[probability] ?? Number.NaN),
  },
  draw: (random) => 50 + 15 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
}

/** A Poisson number of customers, 8 a day; the sum of days is Poisson too. */
const poisson: Demand = {
  ahead: {
    expectedUnits: (_, days) => 8 * days,
    quantile: (_, days, probability) => {
      let units = 0
      let chance = Math.exp(-8 * days)
      for (let below = chance; below < probability; below += chance) {
        units += 1
        chance *= (8 * days) / units
      }
      return units
    },
  },
  draw: (random) => {
    let units = 0
    for (let left = random(); left > Math.exp(-8); left *= random()) units += 1
    return units
  },
}

/** The share of cycles in which nothing was owed to anybody, when every proposal is followed. */
function simulateService(
  { ahead, draw }: Demand,
  leadTimeDays: number,
  reviewPeriodDays: number,
  serviceLevelRate: number,
): number {
  const random = seededRandom(seed)
  const terms = { ...defaultSupplyTerms, leadTimeDays, reviewPeriodDays, serviceLevelRate, packSize: 0.001 }
  let onHand = ahead.expectedUnits(0, leadTimeDays + reviewPeriodDays)
  let coming: { quantity: number; day: number }[] = []
  let good = 0
  let cycles = 0
  const warmUpDays = 5 * (leadTimeDays + reviewPeriodDays)
  for (let day = 0; cycles < cycleCount; day += 1) {
    // Goods are ordered at the first of every review period, and are there in the morning after the lead time.
    const isDelivery = (day - leadTimeDays) % reviewPeriodDays === 0
    if (isDelivery && day > warmUpDays) {
      cycles += 1
      if (onHand >= 0) good += 1
    }
    onHand += coming.filter((each) => each.day === day).reduce((sum, { quantity }) => sum + quantity, 0)
    coming = coming.filter((each) => each.day > day)
    if (day % reviewPeriodDays === 0) {
      const arrivals = coming.map(({ quantity, day: due }) => ({ inDays: due - day, quantity }))
      const { orderQuantity } = proposeOrder({
        demand: ahead,
        fromOffset: 0,
        onHandQuantity: onHand,
        inbound: { arrivals, expiredQuantity: 0 },
        terms: { ...terms, minimumOrderQuantity: 0.001 },
      })
      if (leadTimeDays === 0) onHand += orderQuantity
      else if (orderQuantity > 0) coming.push({ quantity: orderQuantity, day: day + leadTimeDays })
    }
    onHand -= draw(random)
  }
  return good / cycles
}

it.each([
  { name: 'normal', demand: normal, lead: 7, review: 7, service: 0.95 },
  { name: 'normal', demand: normal, lead: 3, review: 7, service: 0.8 },
  { name: 'normal', demand: normal, lead: 21, review: 7, service: 0.9 },
  { name: 'normal', demand: normal, lead: 0, review: 7, service: 0.95 },
  { name: 'poisson', demand: poisson, lead: 7, review: 7, service: 0.95 },
  { name: 'poisson', demand: poisson, lead: 10, review: 3, service: 0.99 },
])(
  'who follows the proposals reaches the service level: $name demand, $lead + $review days, $service',
  ({ demand, lead, review, service }) => {
    const reached = simulateService(demand, lead, review, service)
    expect(reached, `seed ${seed}`).toBeGreaterThan(service - 0.02)
    expect(reached, `seed ${seed}`).toBeLessThan(service + 0.02)
  },
)
