import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { missedByItem } from '#queues/jobs/forecast-sales/missed-sums.ts'
import { NodeSums } from '#queues/jobs/forecast-sales/node-sums.ts'
import { historyDays } from '#shared/demand/item-demand.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { isStockedOut, type StockOuts } from '#shared/sales/stock-outs.ts'

const asOfDay = 20_000
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
    const more = hasGoods ? null : missedByItem(sales, stockOuts, asOfDay)
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
    expect(missedByItem(sales, undefined, asOfDay)).toBeNull()
    expect(missedByItem(sales, new Map([['north', new Set()]]), asOfDay)).toBeNull()
  })

  it('are as sold on a day on which the place was closed, or of which it has told nothing', () => {
    const out = new Map([['north', new Set([asOfDay - 30, asOfDay - 3, asOfDay])]])
    const closed = new Set([asOfDay - 30, asOfDay])
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
    const mug = isOpen(soldBut('mug', 'food', ['north'], out))
    sums.add(mug)
    // Others were there, and sold nothing: ten such items sell more than twenty units on any day.
    for (let at = 0; at < 20; at += 1) sums.add(isOpen(soldBut(`cup ${at}`, 'food', ['north'], new Map())))
    const more = missedByItem(mug, out, asOfDay)
    expect(Array.from(more?.series[0]?.days ?? [])).toEqual([...(out.get('north') ?? [])].sort())
    if (more !== null) missed.add(more)
    sums.addMissed(missed)
    const [total] = sums.nodes(() => '')
    const onDay = (day: number) => total?.units[day - (total.firstDay ?? 0)]
    expect([onDay(asOfDay - 30), onDay(asOfDay)]).toEqual([0, 0])
    expect(onDay(asOfDay - 3)).toBeCloseTo(21 * unitsOn(asOfDay - 3), 9)
  })

  it('are as asked for where what is out is all that the place sells', () => {
    const out = new Map([['north', new Set([asOfDay - 3, asOfDay - 2])]])
    const mug = soldBut('mug', 'food', ['north'], out)
    const sums = new NodeSums(asOfDay, new Set())
    const missed = new NodeSums(asOfDay, new Set())
    sums.add(mug)
    const more = missedByItem(mug, out, asOfDay)
    if (more !== null) missed.add(more)
    sums.addMissed(missed)
    const [total] = sums.nodes(() => '')
    expect(total?.units.at(-4)).toBeCloseTo(unitsOn(asOfDay - 3), 9)
    expect(total?.units.length).toBeLessThanOrEqual(historyDays)
  })
})
