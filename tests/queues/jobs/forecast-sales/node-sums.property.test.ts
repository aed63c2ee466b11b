import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NodeSums } from '#queues/jobs/forecast-sales/node-sums.ts'
import { historyDays, type ItemDemand } from '#shared/demand/item-demand.ts'

const asOfDay = 20_000
const stores = ['', 'north', 'south']
const regionOf = (storeId: string) => (storeId === '' ? '' : storeId === 'north' ? 'Leeds' : 'Bath')

const place = fc.record({
  storeId: fc.constantFrom(...stores),
  daily: fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN)), {
    minLength: 1,
    maxLength: 40,
  }),
})
const items = fc.array(
  fc.record({
    category: fc.constantFrom(null, 'food', 'toys', 'other'),
    places: fc.uniqueArray(place, { selector: ({ storeId }) => storeId, maxLength: 3 }),
  }),
  { maxLength: 12 },
)

function demandOf(
  sku: string,
  category: string | null,
  places: readonly { storeId: string; daily: number[] }[],
): ItemDemand {
  return {
    sku,
    productId: sku,
    name: null,
    category,
    places: places.map(({ storeId, daily }) => ({
      storeId,
      firstDay: asOfDay - daily.length + 1,
      units: Float64Array.from(daily),
      returnedUnits: new Float64Array(daily.length),
      revenueMinor: Float64Array.from(daily, (units) => (Number.isNaN(units) ? 0 : units * 250)),
    })),
  }
}

/** What all items of some kind sold on the days before the last, added up by itself. */
function unitsOn(
  all: readonly ItemDemand[],
  daysAgo: number,
  isMeant: (item: ItemDemand, storeId: string) => boolean,
): number {
  let sum = 0
  for (const item of all) {
    for (const { storeId, units } of item.places) {
      const value = units[units.length - 1 - daysAgo] ?? 0
      if (isMeant(item, storeId) && value > 0) sum += value
    }
  }
  return sum
}

const groupOf = ({ category }: ItemDemand) => (category === 'food' || category === 'toys' ? category : '')

it('every node is the sum of what its items sold, day by day, also after it was handed on', () => {
  fc.assert(
    fc.property(items, fc.nat(12), (told, cut) => {
      const all = told.map(({ category, places }, place) => demandOf(`sku-${place}`, category, places))
      let sums = new NodeSums(asOfDay, new Set(['food', 'toys']))
      for (const [place, item] of all.entries()) {
        sums.add(item)
        if (place === cut) sums = NodeSums.read(sums.bytes())
      }
      expect(sums.seriesCount).toBe(all.reduce((sum, { places }) => sum + places.length, 0))
      expect(sums.itemCount).toBe(all.filter(({ places }) => places.length > 0).length)
      for (const node of NodeSums.read(sums.bytes()).nodes(regionOf)) {
        expect(node.firstDay + node.units.length - 1).toBe(asOfDay)
        expect(node.units.length).toBeLessThanOrEqual(historyDays)
        const isMeant = (item: ItemDemand, storeId: string) => {
          const ofPlace = node.storeId === storeId || !node.level.includes('store')
          const ofCategory = node.category === groupOf(item) || !node.level.includes('category')
          return ofPlace && ofCategory && (node.level !== 'region' || node.region === regionOf(storeId))
        }
        const backwards = Array.from({ length: 45 }, (_, daysAgo) => node.units.length - 1 - daysAgo)
        const expected = backwards.map((_, daysAgo) => unitsOn(all, daysAgo, isMeant))
        expect([node.level, ...backwards.map((at) => node.units[at] ?? 0)]).toEqual([node.level, ...expected])
        expect(backwards.map((at) => node.revenueMinor[at] ?? 0)).toEqual(
          expected.map((units) => units * 250),
        )
      }
    }),
    { numRuns: 40 },
  )
})

it('a shop whose places are nowhere has no regions', () => {
  const sums = new NodeSums(asOfDay, new Set())
  sums.add(demandOf('mug', null, [{ storeId: 'north', daily: [1] }]))
  expect(sums.nodes(() => '').map(({ level }) => level)).toEqual([
    'total',
    'store',
    'category',
    'category-store',
  ])
})
