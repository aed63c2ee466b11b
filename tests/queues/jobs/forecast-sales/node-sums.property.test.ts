import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NodeSums, yearRevenueMinor } from '#queues/jobs/forecast-sales/node-sums.ts'
import { historyDays, type ItemDemand, itemDemand } from '#shared/demand/item-demand.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'

const asOfDay = 20_000
const stores = ['', 'north', 'south']
const regionOf = (storeId: string) => (storeId === '' ? '' : storeId === 'north' ? 'Leeds' : 'Bath')

const place = fc.record({
  storeId: fc.constantFrom(...stores),
  channel: fc.constantFrom('pos' as const, 'web' as const),
  /** Days before the last, and units on each: below zero where more was given back than sold. */
  sold: fc.uniqueArray(
    fc.tuple(fc.integer({ min: -2, max: historyDays + 3 }), fc.integer({ min: -2, max: 9 })),
    {
      selector: ([daysAgo]) => daysAgo,
      minLength: 1,
      maxLength: 12,
    },
  ),
})
const items = fc.array(
  fc.record({
    category: fc.constantFrom(null, 'food', 'toys', 'other'),
    places: fc.uniqueArray(place, {
      selector: ({ storeId, channel }) => `${channel} ${storeId}`,
      maxLength: 4,
    }),
  }),
  { maxLength: 12 },
)
type Sold = typeof place extends fc.Arbitrary<infer Value> ? Value : never

function salesOf(sku: string, category: string | null, places: readonly Sold[]): ItemSales {
  return {
    item: { sku, productId: sku, name: null, category },
    series: places.map(({ storeId, channel, sold }) => {
      const rising = [...sold].sort(([one], [other]) => other - one)
      const units = Float64Array.from(rising, ([, count]) => count)
      return {
        ...{ sku, storeId, channel, units },
        days: Int32Array.from(rising, ([daysAgo]) => asOfDay - daysAgo),
        returnedUnits: new Float64Array(rising.length),
        revenueMinor: units.map((count) => count * 250 + 7),
      }
    }),
  }
}

/** What all items of some kind sold on each of so many days until the last, added up by itself. */
function sumsOf(
  opened: readonly ItemDemand[],
  what: 'units' | 'revenueMinor',
  dayCount: number,
  isMeant: (item: ItemDemand, storeId: string) => boolean,
): number[] {
  const sums = new Array<number>(dayCount).fill(0)
  for (const item of opened) {
    for (const place of item.places.filter(({ storeId }) => isMeant(item, storeId))) {
      const shift = dayCount - place.units.length
      for (const [at, value] of place[what].entries())
        if (shift + at >= 0) sums[shift + at] = (sums[shift + at] ?? 0) + value
    }
  }
  return sums
}

const groupOf = ({ category }: ItemDemand) => (category === 'food' || category === 'toys' ? category : '')

it('every node is the sum of what its items sold, day by day, also after it was handed on', () => {
  fc.assert(
    fc.property(items, fc.nat(12), (told, cut) => {
      const all = told.map(({ category, places }, place) => salesOf(`sku-${place}`, category, places))
      let sums = new NodeSums(asOfDay, new Set(['food', 'toys']))
      for (const [place, item] of all.entries()) {
        sums.add(item)
        if (place === cut) sums = NodeSums.read(sums.bytes())
      }
      const opened = all.map((each) => itemDemand(each, asOfDay)).filter(({ places }) => places.length > 0)
      expect(sums.seriesCount).toBe(opened.reduce((sum, { places }) => sum + places.length, 0))
      expect(sums.revenuesMinor).toEqual(opened.map(yearRevenueMinor))
      for (const node of NodeSums.read(sums.bytes()).nodes(regionOf)) {
        expect(node.firstDay + node.units.length - 1).toBe(asOfDay)
        expect(node.units.length).toBeLessThanOrEqual(historyDays)
        const isMeant = (item: ItemDemand, storeId: string) => {
          const ofPlace = node.storeId === storeId || !node.level.includes('store')
          const ofCategory = node.category === groupOf(item) || !node.level.includes('category')
          return ofPlace && ofCategory && (node.level !== 'region' || node.region === regionOf(storeId))
        }
        for (const what of ['units', 'revenueMinor'] as const)
          expect([node.level, what, ...node[what]]).toEqual([
            node.level,
            what,
            ...sumsOf(opened, what, node.units.length, isMeant),
          ])
      }
    }),
    { numRuns: 40 },
  )
})

it('a shop whose places are nowhere has no regions', () => {
  const sums = new NodeSums(asOfDay, new Set())
  sums.add(salesOf('mug', null, [{ storeId: 'north', channel: 'pos', sold: [[0, 1]] }]))
  expect(sums.nodes(() => '').map(({ level }) => level)).toEqual([
    'total',
    'store',
    'category',
    'category-store',
  ])
})

it('a slip of the pen is no sale of its store, nor of the shop, whatever the item sells', () => {
  const each = (units: (daysAgo: number) => number, days: number) =>
    Array.from({ length: days }, (_, at): [number, number] => [days - 1 - at, units(days - 1 - at)])
  const sums = new NodeSums(asOfDay, new Set())
  const pos = { storeId: 'north', channel: 'pos' } as const
  sums.add(salesOf('mug', null, [{ ...pos, sold: each(() => 5, 90) }]))
  sums.add(salesOf('cup', null, [{ ...pos, sold: each((daysAgo) => (daysAgo === 40 ? 1e9 : 2), 90) }]))
  sums.add(salesOf('new', null, [{ ...pos, sold: each((daysAgo) => (daysAgo === 1 ? 1e9 : 1), 3) }]))
  for (const { level, units, revenueMinor } of sums.nodes(() => '')) {
    expect([level, units.at(-41), units.at(-42), units.at(-2), units.at(-1)]).toEqual([level, 7, 7, 7, 8])
    expect(Math.max(...revenueMinor)).toBeLessThan(1e5)
  }
})
