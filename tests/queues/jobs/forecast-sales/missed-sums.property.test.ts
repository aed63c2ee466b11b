import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KnownSupply } from '#queues/jobs/forecast-sales/known-supply.ts'
import { missedByItem } from '#queues/jobs/forecast-sales/missed-sums.ts'
import { NodeSums } from '#queues/jobs/forecast-sales/node-sums.ts'
import { historyDays } from '#shared/demand/item-demand.ts'
import { longestEndedDays } from '#shared/sales/goods-back.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { isStockedOut, type StockOuts } from '#shared/sales/stock-outs.ts'

const asOfDay = 20_000
/** All goods come back. */
const twenty = new Array<number>(longestEndedDays + 1).fill(20)
const supply: KnownSupply = { ends: { lasted: twenty, ended: twenty, back: twenty }, isPlain: () => true }
const dayCount = 120
const firstDay = asOfDay - dayCount + 1
const stores = ['', 'north', 'south']
const week = [3, 1, 5, 8, 13, 21, 2]
const unitsOn = (day: number) => week[day % 7] as number

/** Sells the same each week in each place, but where it is out. */
function soldBut(sku: string, category: string, places: readonly string[], stockOuts: StockOuts): ItemSales {
  return {
    item: { sku, productId: sku, name: null, category },
    series: places.map((storeId) => {
      const days = Int32Array.from({ length: dayCount }, (_, at) => firstDay + at).filter(
        (day) => !isStockedOut(stockOuts, storeId, day),
      )
      const units = Float64Array.from(days, unitsOn)
      return {
        ...{ sku, storeId, channel: 'pos' as const, days, units },
        returnedUnits: new Float64Array(days.length),
        revenueMinor: units.map((sold) => 250 * sold),
      }
    }),
  }
}

function manyTimes(sales: ItemSales, times: number): ItemSales {
  const series = sales.series.map((one) => ({
    ...one,
    units: one.units.map((units) => times * units),
    revenueMinor: one.revenueMinor.map((money) => times * money),
  }))
  return { ...sales, series }
}

/** Of up to two places, a stretch without goods: how long before the last day it ends, and how many days it has. */
const outs = fc.uniqueArray(
  fc.record({
    storeId: fc.constantFrom('north', 'south'),
    endsAgo: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 1, max: 27 }),
  }),
  { selector: ({ storeId }) => storeId, maxLength: 2 },
)
const items = fc.array(
  fc.record({
    category: fc.constantFrom('food', 'toys', 'other'),
    places: fc.subarray(stores, { minLength: 1 }),
    outs,
  }),
  { minLength: 1, maxLength: 6 },
)
type Shop = typeof items extends fc.Arbitrary<infer Value> ? Value : never

function stockOutsOf(out: Shop[number]['outs']): StockOuts {
  return new Map(
    out.map(({ storeId, endsAgo, length }) => [
      storeId,
      new Set(Array.from({ length }, (_, at) => asOfDay - endsAgo - at)),
    ]),
  )
}

function sumsOf(shop: Shop, hasGoods: boolean): NodeSums {
  const sums = new NodeSums(asOfDay, new Set(['food', 'toys']))
  let missed = new NodeSums(asOfDay, new Set(['food', 'toys']))
  for (const [at, { category, places, outs: out }] of shop.entries()) {
    const stockOuts = stockOutsOf(out)
    const sales = soldBut(`item ${at}`, category, places, hasGoods ? new Map() : stockOuts)
    sums.add(sales)
    const more = hasGoods ? null : missedByItem(sales, stockOuts, asOfDay, supply)
    if (more === null) continue
    const before = missed.pairCount
    const expected = missed.pairCountWith(more)
    missed.add(more)
    expect(missed.pairCount).toBe(expected)
    expect(expected).toBeGreaterThanOrEqual(before)
    missed = NodeSums.read(missed.bytes())
  }
  const read = NodeSums.read(sums.bytes())
  read.addMissed(missed)
  return read
}

describe('sums with what was missed for want of goods', () => {
  it('are those of a shop that had all goods, where the same is sold every week', () => {
    fc.assert(
      fc.property(items, (shop) => {
        const regionOf = (storeId: string) => (storeId === '' ? '' : 'Leeds')
        const asked = sumsOf(shop, false).nodes(regionOf)
        const whole = sumsOf(shop, true).nodes(regionOf)
        expect(asked.map(({ units, revenueMinor, ...place }) => place)).toEqual(
          whole.map(({ units, revenueMinor, ...place }) => place),
        )
        for (const [at, node] of asked.entries()) {
          for (const what of ['units', 'revenueMinor'] as const) {
            const off = node[what].map((value, day) => Math.abs(value - (whole[at]?.[what][day] ?? 0)))
            expect([node.level, what, Math.max(...off) < 1e-6]).toEqual([node.level, what, true])
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('are as sold where nobody counts, or nothing was out', () => {
    const sales = soldBut('mug', 'food', stores, new Map())
    expect(missedByItem(sales, undefined, asOfDay, supply)).toBeNull()
    expect(missedByItem(sales, new Map([['north', new Set()]]), asOfDay, supply)).toBeNull()
  })

  it('are as sold on a day on which the place was closed, or of which it has told nothing', () => {
    // The best seller is out for three weeks, one day of which is closed, and on the last day, which is not told.
    const threeWeeks = Array.from({ length: 21 }, (_, at) => asOfDay - 50 + at)
    const out = new Map([['north', new Set([...threeWeeks, asOfDay])]])
    const closed = new Set([asOfDay - 40, asOfDay])
    const isOpen = (sales: ItemSales): ItemSales => ({
      ...sales,
      series: sales.series.map((one) => {
        const kept = one.days.map((day, at) => (closed.has(day) ? -1 : at)).filter((at) => at >= 0)
        const pick = (values: Float64Array) => Float64Array.from(kept, (at) => values[at] as number)
        return {
          ...one,
          days: Int32Array.from(kept, (at) => one.days[at] as number),
          units: pick(one.units),
          returnedUnits: pick(one.returnedUnits),
          revenueMinor: pick(one.revenueMinor),
        }
      }),
    })
    const sums = new NodeSums(asOfDay, new Set())
    const missed = new NodeSums(asOfDay, new Set())
    const mug = manyTimes(isOpen(soldBut('mug', 'food', ['north'], out)), 60)
    sums.add(mug)
    // Others were there, and sold nothing: they are a third of what is sold.
    sums.add(manyTimes(isOpen(soldBut('cup', 'food', ['north'], new Map())), 30))
    const more = missedByItem(mug, out, asOfDay, supply)
    expect(Array.from(more?.series[0]?.days ?? [])).toEqual([...(out.get('north') ?? [])])
    if (more !== null) missed.add(more)
    sums.addMissed(missed)
    const [total] = sums.nodes(() => '')
    const onDay = (day: number) => total?.units[day - (total.firstDay ?? 0)]
    expect([onDay(asOfDay - 40), onDay(asOfDay)]).toEqual([0, 0])
    for (const day of threeWeeks.filter((each) => !closed.has(each)))
      expect([day, Math.round(onDay(day) ?? 0)]).toEqual([day, 90 * unitsOn(day)])
  })

  it('are as asked for until an earlier day, by what was known then', () => {
    const then = asOfDay - 28
    const out = new Map([['north', new Set([then - 3, then - 2, then + 5])]])
    const mug = soldBut('mug', 'food', ['north'], out)
    const sums = new NodeSums(asOfDay, new Set())
    const missed = new NodeSums(then, new Set())
    sums.add(mug)
    const more = missedByItem(mug, out, then, supply)
    if (more !== null) missed.add(more)
    sums.addMissed(missed)
    const [total] = sums.nodes(() => '')
    const onDay = (day: number) => total?.units[day - (total.firstDay ?? 0)]
    for (const day of [then - 3, then - 2, then - 1, then, then + 1])
      expect([day, onDay(day)]).toEqual([day, expect.closeTo(unitsOn(day), 9)])
    expect(onDay(then + 5)).toBe(0)
  })

  it('are as asked for where what is out is all that the place sells', () => {
    const out = new Map([['north', new Set([asOfDay - 3, asOfDay - 2])]])
    const mug = soldBut('mug', 'food', ['north'], out)
    const sums = new NodeSums(asOfDay, new Set())
    const missed = new NodeSums(asOfDay, new Set())
    sums.add(mug)
    const more = missedByItem(mug, out, asOfDay, supply)
    if (more !== null) missed.add(more)
    sums.addMissed(missed)
    const [total] = sums.nodes(() => '')
    expect(total?.units.at(-4)).toBeCloseTo(unitsOn(asOfDay - 3), 9)
    expect(total?.units.length).toBeLessThanOrEqual(historyDays)
  })
})
