import { describe, expect, it } from 'vitest'
import { forecastItem } from '#shared/demand/forecast-item.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayNumber, weekdayOf } from '#shared/sales/day-number.ts'
import {
  drawGamma,
  drawPoisson,
  knownBefore,
  simulatedItem,
  simulatedPlace,
  sumsOf,
} from './simulated-shop.ts'

const lastDay = dayNumber('2026-10-31')
const hiddenDays = 28
const week = [0.7, 0.8, 0.9, 1, 1.3, 1.6, 0.7]

type Draw = (rate: number, day: number, random: RandomSource) => number
const shops: readonly (readonly [
  name: string,
  rates: readonly [number, number],
  days: number,
  draw: Draw,
])[] = [
  ['Poisson', [0.3, 12], 500, (rate, _, random) => drawPoisson(rate, random)],
  [
    'negative binomial',
    [0.3, 12],
    500,
    (rate, _, random) => drawPoisson(rate * drawGamma(1, random), random),
  ],
  [
    'weekly and yearly seasons',
    [0.5, 12],
    900,
    (rate, day, random) => {
      const year = 1 + 0.4 * Math.sin((2 * Math.PI * day) / 364)
      return drawPoisson(rate * (week[weekdayOf(day)] as number) * year, random)
    },
  ],
  [
    'intermittent, several at once',
    [0.02, 0.3],
    500,
    (rate, _, random) => (random() < rate ? 1 + drawPoisson(2 * drawGamma(1, random), random) : 0),
  ],
]

/** How many items each shop has: more make the shares surer, and the test slower. */
const itemCount = 240

describe.each(shops)('intervals of a shop whose sales are %s', (name, [least, most], days, draw) => {
  it('hold what they promise', () => {
    const random = seededRandom(name.length)
    const items = Array.from({ length: itemCount }, (_, at) => {
      const rate = least * (most / least) ** random()
      const firstDay = lastDay - days + 1
      const place = simulatedPlace('', firstDay, days, (day) =>
        day === 0 ? 1 : draw(rate, firstDay + day, random),
      )
      return simulatedItem(`item-${at}`, null, [place])
    })
    const known = items.map((item) => knownBefore(item, hiddenDays))
    const asOfDay = lastDay - hiddenDays
    const nodes = sumsOf(known, asOfDay)
    const knowledge = learnDemand({ sample: known, nodes, calendar: [], asOfDay })
    const shares = new Map<string, number>()
    let counted = 0
    known.forEach((item, at) => {
      const forecast = forecastItem(item, knowledge).whole
      if (forecast === null) return
      counted++
      const open = openOutlook(forecast.outlook, knowledge.basis, '', forecast.demandClass)
      for (const dayCount of [7, 14, 28]) {
        const actual = unitsAfter(items[at] as ItemDemand, dayCount)
        for (const coverage of [0.8, 0.95]) {
          const { lower, upper } = open.interval(0, dayCount, coverage)
          const key = `${dayCount} days at ${coverage}`
          shares.set(key, (shares.get(key) ?? 0) + (actual >= lower && actual <= upper ? 1 : 0))
        }
      }
    })
    const rates = Object.fromEntries([...shares].map(([key, inside]) => [key, inside / counted]))
    const of80 = [7, 14, 28].map((dayCount) => rates[`${dayCount} days at 0.8`] as number)
    const mean = of80.reduce((sum, rate) => sum + rate, 0) / of80.length
    expect(mean, JSON.stringify(rates)).toBeGreaterThan(0.76)
    expect(mean, JSON.stringify(rates)).toBeLessThan(0.84)
    for (const rate of of80) expect(Math.abs(rate - 0.8), JSON.stringify(rates)).toBeLessThan(0.08)
    for (const dayCount of [7, 14, 28]) {
      expect(rates[`${dayCount} days at 0.95`], JSON.stringify(rates)).toBeGreaterThan(0.91)
    }
  })
})

/** What was sold in the first `dayCount` of the hidden days. */
function unitsAfter({ places }: ItemDemand, dayCount: number): number {
  let sum = 0
  for (const { units } of places) {
    const from = units.length - hiddenDays
    for (const count of units.subarray(from, from + dayCount)) sum += count
  }
  return sum
}
