import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastItem, scaleItem } from '#shared/demand/forecast-item.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import type { ItemForecast } from '#shared/demand/series-outlook.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { knowledgeOf } from './known-shop.ts'
import { drawPoisson, simulatedItem, simulatedPlace } from './simulated-shop.ts'

const { knowledge, asOfDay } = knowledgeOf({ items: 120, days: 400, seed: 4 })
const lanes = ['tail', 'full'] as const

function expectSound({ leaves, whole }: ItemForecast): void {
  expect(whole === null).toBe(leaves.length === 0)
  for (const one of whole === null ? [] : [...leaves, whole]) {
    const { blocks, scales, weekdayShares } = one.outlook
    for (const value of [...blocks, ...scales, ...weekdayShares]) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(value)).toBe(true)
    }
    expect(weekdayShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    const open = openOutlook(one.outlook, knowledge.basis, '', one.demandClass)
    expect(Number.isFinite(open.interval(0, 28, 0.95).upper)).toBe(true)
    expect(one.members.reduce((sum, [, share]) => sum + share, 0)).toBeGreaterThan(0)
  }
  whole?.outlook.blocks.forEach((units, block) => {
    const sum = leaves.reduce((before, leaf) => before + (leaf.outlook.blocks[block] as number), 0)
    expect(units).toBe(sum)
  })
}

/** An item in stores whose days end with the last known one. */
function itemOf(days: readonly (readonly number[])[], category: string | null = 'toys') {
  const places = days.map((units, at) =>
    simulatedPlace(`store-${at}`, asOfDay - units.length + 1, units.length, (day) => units[day] as number),
  )
  return simulatedItem('item', category, places)
}

describe.each(lanes)('an item by the %s lane', (lane) => {
  it('has a sound forecast that adds up, whatever its days were', () => {
    const units = fc.oneof(
      fc.constant(0),
      fc.constant(Number.NaN),
      fc.integer({ min: 0, max: 50 }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
    )
    const days = fc.array(units, { minLength: 1, maxLength: 300 }).map((rest) => [1, ...rest])
    fc.assert(
      fc.property(
        fc.array(days, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('toys', 'unknown', null),
        (all, of) => {
          expectSound(forecastItem(itemOf(all, of), knowledge, lane))
        },
      ),
      { seed: 11, numRuns: lane === 'full' ? 25 : 80 },
    )
  })

  it.each([
    ['one sale yesterday', [5]],
    ['one sale long ago', [5, ...new Array(200).fill(0)]],
    ['zeros after a year of sales', [...new Array(364).fill(3), ...new Array(90).fill(0)]],
    ['a spike of a thousand million', Array.from({ length: 200 }, (_, at) => (at === 150 ? 1e9 : 4))],
    ['nothing to sell for months', [...new Array(100).fill(4), ...new Array(100).fill(Number.NaN)]],
    ['a sale, and never goods again', [4, ...new Array(100).fill(Number.NaN)]],
    ['fractions', Array.from({ length: 200 }, (_, at) => 0.137 * (at % 3))],
  ])('answers %s', (_, days) => {
    const forecast = forecastItem(itemOf([days]), knowledge, lane)
    expectSound(forecast)
    expect(forecast.whole).not.toBeNull()
    expect(forecast.whole?.outlook.blocks[0]).toBeLessThan(1000)
  })

  it('says nothing of what was last sold more than a year ago, or never', () => {
    expect(forecastItem(itemOf([[5, ...new Array(364).fill(0)]]), knowledge, lane)).toEqual({
      leaves: [],
      whole: null,
    })
    expect(forecastItem(simulatedItem('item', null, []), knowledge, lane)).toEqual({
      leaves: [],
      whole: null,
    })
  })

  it('expects ten times as much of ten times the sales', () => {
    const random = seededRandom(8)
    const days = Array.from({ length: 250 }, () => drawPoisson(6, random))
    const many = days.map((units) => 10 * units)
    const [one, ten] = [days, many].map((units) => forecastItem(itemOf([units]), knowledge, lane).whole)
    one?.outlook.blocks.forEach((units, block) => {
      expect((ten?.outlook.blocks[block] as number) / units).toBeCloseTo(10, 1)
    })
    expect((ten?.outlook.scales[0] as number) / (one?.outlook.scales[0] as number)).toBeCloseTo(10, 6)
  })
})

it('an item scaled by what reconciling says of its places still adds up', () => {
  const random = seededRandom(9)
  const days = [0, 1, 2].map(() => Array.from({ length: 200 }, () => drawPoisson(2, random)))
  const forecast = forecastItem(itemOf(days), knowledge)
  const factors: Record<string, number> = { 'store-0': 0.5, 'store-1': 2, 'store-2': 0 }
  const scaled = scaleItem(forecast, (storeId) => new Array(13).fill(factors[storeId]))
  expectSound(scaled)
  scaled.leaves.forEach((leaf, at) => {
    const before = forecast.leaves[at]?.outlook.blocks[3] as number
    expect(leaf.outlook.blocks[3]).toBeCloseTo(before * (factors[leaf.storeId] as number), 9)
  })
})

it('a young item is forecast from what is like it, an older one by itself', () => {
  const young = forecastItem(itemOf([new Array(20).fill(1)]), knowledge).whole
  const older = forecastItem(itemOf([new Array(80).fill(1)]), knowledge).whole
  expect([young?.lane, older?.lane]).toEqual(['new', 'tail'])
  expect(young?.members).toEqual([['launch-profile', 1]])
  // Seven a block was seen, so it lies between that and what items of this shop usually sell.
  expect(young?.outlook.blocks[0]).toBeGreaterThan(3)
})

it('the same item has the same forecast', () => {
  const item = itemOf([new Array(150).fill(0).map((_, at) => at % 5)])
  expect(forecastItem(item, knowledge)).toEqual(forecastItem(item, knowledge))
})
