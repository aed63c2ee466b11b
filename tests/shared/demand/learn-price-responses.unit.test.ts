import { describe, expect, it } from 'vitest'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { plainBlocks } from '#shared/demand/demand-blocks.ts'
import { ofCategory } from '#shared/demand/demand-knowledge.ts'
import { learnPriceResponses } from '#shared/demand/learn-price-responses.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawPoisson } from './simulated-shop.ts'

const dayCount = 364
const even = new Array(7).fill(1 / 7)

type PriceOn = (at: number, before: number, random: RandomSource) => number
/** It changes for six weeks now and then. */
const longPrices: PriceOn = (at, before, random) =>
  at % 42 === 0 ? (random() < 0.5 ? 1000 : 700 + 500 * random()) : before

/** Items whose sales follow their price with `elasticity`. */
function pricedItems(count: number, elasticity: number, category: string, priceOn: PriceOn = longPrices) {
  const random = seededRandom(count)
  return Array.from({ length: count }, () => {
    const rate = 0.5 + 4 * random()
    let price = 1000
    const revenueMinor = new Float64Array(dayCount)
    const units = Float64Array.from({ length: dayCount }, (_, at) => {
      price = priceOn(at, price, random)
      const sold = drawPoisson(rate * (price / 1000) ** elasticity, random)
      revenueMinor[at] = sold * price
      return sold
    })
    const place = { storeId: '', firstDay: 0, units, returnedUnits: new Float64Array(dayCount), revenueMinor }
    return { category, place, blocks: plainBlocks(place, new Float64Array(dayCount).fill(1), 0, even) }
  })
}

describe('what prices did', () => {
  it.each([-0.8, -1.5, -2.5])('comes out as %d where sales followed so', (elasticity) => {
    const { '': all, tea } = learnPriceResponses(pricedItems(80, elasticity, 'tea'), [], [])
    expect(Math.abs((all?.priceElasticity ?? 0) - elasticity)).toBeLessThan(0.25)
    expect(tea?.priceElasticity).toBe(all?.priceElasticity)
  })

  it.each([-1, -2.5])('comes out as %d of promotions that last a week and begin on any day', (elasticity) => {
    const weeks: PriceOn = (at, before, random) =>
      before < 1000 && at % 7 !== 3 ? before : random() < 0.02 ? 800 : 1000
    const { '': all } = learnPriceResponses(pricedItems(150, elasticity, 'tea', weeks), [], [])
    expect(Math.abs((all?.priceElasticity ?? 0) - elasticity)).toBeLessThan(0.15 * -elasticity)
  })

  it('is not known of a category whose sales surely do not go with its prices, whatever others do', () => {
    const items = [...pricedItems(90, -2.5, 'toys'), ...pricedItems(61, 0, 'salt')]
    const { '': all, salt, toys } = learnPriceResponses(items, [], [])
    expect(all?.priceElasticity).toBeLessThan(-0.5)
    expect(toys?.priceElasticity).toBeCloseTo(-2.5, 0)
    expect(salt?.priceElasticity).toBeNull()
  })

  it.each([-5.5, -6])(
    'is that of all for a category whose sales follow as %d, more than is believed',
    (steep) => {
      const items = [...pricedItems(90, -1.5, 'tea'), ...pricedItems(61, steep, 'toys')]
      const promoted: CalendarDay = {
        ...{ day: 5, name: 'Toy week', kind: 'promotion', storeId: null, category: 'toys' },
        expectedChangeRate: null,
      }
      for (const calendar of [[], [promoted]]) {
        const responses = learnPriceResponses(items, [], calendar)
        const ofAll = responses['']?.priceElasticity ?? 0
        expect(ofAll).toBeLessThan(-1)
        expect(ofCategory(responses, 'toys').priceElasticity).toBe(ofAll)
      }
    },
  )

  it('is not known where they did nothing, never moved, or moved for few items', () => {
    expect(learnPriceResponses(pricedItems(80, 0, 'tea'), [], [])['']?.priceElasticity).toBeNull()
    expect(
      learnPriceResponses(
        pricedItems(80, -2, 'tea', () => 1000),
        [],
        [],
      )['']?.priceElasticity,
    ).toBeNull()
    expect(learnPriceResponses(pricedItems(20, -2, 'tea'), [], [])['']?.priceElasticity).toBeNull()
    expect(learnPriceResponses([], [], [])).toEqual({
      '': { priceElasticity: null, promotionChangeRate: null },
    })
  })

  it('is known of a category by itself', () => {
    const items = [...pricedItems(60, -1, 'tea'), ...pricedItems(61, -2.5, 'toys')]
    const { tea, toys } = learnPriceResponses(items, [], [])
    expect(tea?.priceElasticity).toBeCloseTo(-1, 0)
    expect(toys?.priceElasticity).toBeCloseTo(-2.5, 0)
  })

  it('is not what large orders at a discount look like', () => {
    const random = seededRandom(2)
    const items = pricedItems(80, 0, 'tea', () => 1000).map((item) => {
      const units = item.place.units.slice()
      const revenueMinor = item.place.revenueMinor.slice()
      for (let at = 3; at < dayCount; at += 30 + Math.floor(20 * random())) {
        units[at] = (units[at] as number) + 30
        revenueMinor[at] = (revenueMinor[at] as number) + 30 * 700
      }
      const place = { ...item.place, units, revenueMinor }
      return { ...item, place, blocks: plainBlocks(place, new Float64Array(dayCount).fill(1), 0, even) }
    })
    const found = learnPriceResponses(items, [], [])['']?.priceElasticity ?? 0
    // Read at face value, thirty units at 700 among ten at 1,000 would be an elasticity of -3 and more.
    expect(found).toBeGreaterThan(-0.5)
  })
})

it('what promotions did is the mean of theirs, each by its days', () => {
  const calendar = [
    ['Spring sale', null],
    ['Toy week', 'toys'],
  ].map(
    ([name, category]): CalendarDay => ({
      day: 5,
      name: name ?? '',
      kind: 'promotion',
      storeId: null,
      category: category ?? null,
      expectedChangeRate: null,
    }),
  )
  const effect = { kind: 'own', offset: 0, category: '' } as const
  const effects = [
    { ...effect, name: 'Spring sale', seenDays: 3, factor: 1.2 },
    { ...effect, name: 'Toy week', seenDays: 1, factor: 2 },
  ]
  const { '': all, toys } = learnPriceResponses(pricedItems(40, -1, 'toys'), effects, calendar)
  expect(all?.promotionChangeRate).toBeCloseTo(0.2, 9)
  expect(toys?.promotionChangeRate).toBeCloseTo((3 * 0.2 + 1) / 4, 9)
})
