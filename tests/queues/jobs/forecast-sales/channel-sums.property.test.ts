import fc from 'fast-check'
import { expect, it } from 'vitest'
import { channelSeries, unusualSales, usualChannels } from '#queues/jobs/forecast-sales/channel-sums.ts'
import { NodeSums } from '#queues/jobs/forecast-sales/node-sums.ts'
import { nodeKey } from '#shared/demand/node-demand.ts'
import { toldOnce } from '#shared/demand/node-series.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'

const asOfDay = 20_000
const stores = ['', 'a b', 'south']
const regionOf = (storeId: string) => (storeId === '' ? '' : storeId === 'south' ? 'Bath' : 'Leeds')

const series = fc.record({
  storeId: fc.constantFrom(...stores),
  channel: fc.constantFrom('pos' as const, 'web' as const, 'app' as const),
  sold: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 })), {
    selector: ([daysAgo]) => daysAgo,
    minLength: 1,
    maxLength: 6,
  }),
})
const items = fc.array(
  fc.record({
    category: fc.constantFrom(null, 'food', 'toys', 'other'),
    all: fc.uniqueArray(series, { selector: (one) => `${one.channel} ${one.storeId}`, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 8 },
)

it('what nodes sold through each channel is what their items did, day by day', () => {
  fc.assert(
    fc.property(items, fc.boolean(), (shop, isSampled) => {
      const sales = shop.map(({ category, all }, at): ItemSales => {
        const sku = `item ${at}`
        return {
          item: { sku, productId: sku, name: null, category },
          series: all.map(({ storeId, channel, sold }) => {
            const rising = [...sold].sort(([one], [other]) => other - one)
            const units = Float64Array.from(rising, ([, count]) => count)
            return {
              ...{ sku, storeId, channel, units },
              days: Int32Array.from(rising, ([daysAgo]) => asOfDay - daysAgo),
              returnedUnits: new Float64Array(units.length),
              revenueMinor: units.map((count) => 3 * count),
            }
          }),
        }
      })
      const usual = usualChannels(isSampled ? sales : [])
      const categories = new Set(['food', 'toys'])
      const sums = new NodeSums(asOfDay, categories)
      let unusual = new NodeSums(asOfDay, categories)
      for (const each of sales) {
        sums.add(each)
        const others = unusualSales(each, usual)
        if (others !== null) unusual.add(others)
        unusual = NodeSums.read(unusual.bytes())
      }
      const nodes = sums.nodes(regionOf)
      const { only, series: made } = channelSeries(nodes, sums, unusual, usual, regionOf)
      for (const node of nodes) {
        const isMeant = (storeId: string, category: string | null) => {
          const group = category !== null && categories.has(category) ? category : ''
          return (
            node.level === 'total' ||
            (node.level === 'region' && regionOf(storeId) === node.region) ||
            (node.level === 'store' && storeId === node.storeId) ||
            (node.level === 'category' && group === node.category) ||
            (node.level === 'category-store' && storeId === node.storeId && group === node.category)
          )
        }
        const expected = new Map<string, Map<number, number>>()
        for (const { item, series: all } of sales) {
          for (const { storeId, channel, days, units } of all) {
            days.forEach((day, at) => {
              if (!isMeant(storeId, item.category)) return
              const ofChannel = expected.get(channel) ?? new Map<number, number>()
              expected.set(channel, ofChannel)
              ofChannel.set(day, (ofChannel.get(day) ?? 0) + (units[at] ?? 0))
            })
          }
        }
        const key = nodeKey(node)
        const own = made.filter((one) => nodeKey(one) === key)
        const found = new Map(
          own.map(({ channel, units, revenueMinor, firstDay }) => {
            expect([...revenueMinor]).toEqual([...units].map((count) => 3 * count))
            const sold = [...units].map((count, at): [number, number] => [firstDay + at, count])
            return [channel as string, new Map(sold.filter(([, count]) => count !== 0))]
          }),
        )
        const sold = new Map([...found].filter(([, days]) => days.size > 0))
        if (own.length > 0) expect(sortedDays(sold)).toEqual(sortedDays(expected))
        else expect([...expected.keys()]).toEqual([only.get(key)])
      }
    }),
    { numRuns: 200 },
  )
})

it('keeps the sums of all, and the places that sold most in a year, where there are too many', () => {
  const storeCount = 520
  const sums = new NodeSums(asOfDay, new Set())
  const unusual = new NodeSums(asOfDay, new Set())
  // The order of their names says nothing of their size; what was sold two years ago does not count.
  const sizes = Array.from({ length: storeCount }, (_, at) => ((at * 37) % storeCount) + 1)
  const series = sizes.flatMap((size, at) =>
    (['pos', 'app'] as const).map((channel) => ({
      ...{ sku: 'mug', storeId: `store ${at}`, channel },
      days: Int32Array.of(asOfDay - 700, asOfDay),
      units: Float64Array.of(10_000 - 2 * size, size),
      returnedUnits: new Float64Array(2),
      revenueMinor: new Float64Array(2),
    })),
  )
  const sales: ItemSales = { item: { sku: 'mug', productId: 'mug', name: null, category: null }, series }
  sums.add(sales)
  const others = unusualSales(sales, {})
  if (others !== null) unusual.add(others)
  expect(unusual.pairCount).toBe(storeCount)

  const nodes = toldOnce(sums.nodes(() => ''))
  const { series: made } = channelSeries(nodes, sums, unusual, {}, () => '')
  expect(made).toHaveLength(1_000)
  expect(made.filter(({ level }) => level === 'total')).toHaveLength(2)
  expect(made.filter(({ level }) => level === 'category')).toHaveLength(2)
  const keptStores = new Set(made.filter(({ level }) => level === 'store').map(({ storeId }) => storeId))
  const largest = sizes.flatMap((size, at) => (size > storeCount - 498 ? [`store ${at}`] : []))
  expect([...keptStores].sort()).toEqual(largest.sort())
})

it('channels of a day come to no more than the sum, of which slips were taken', () => {
  const of = (sku: string, channel: 'pos' | 'web', units: readonly number[]): ItemSales => ({
    item: { sku, productId: sku, name: null, category: null },
    series: [
      {
        ...{ sku, storeId: 'south', channel },
        days: Int32Array.from(units, (_, at) => asOfDay - units.length + 1 + at),
        units: Float64Array.from(units),
        returnedUnits: new Float64Array(units.length),
        revenueMinor: Float64Array.from(units, (count) => 3 * count),
      },
    ],
  })
  const plain = [of('mug', 'pos', Array(90).fill(6)), of('cup', 'web', Array(90).fill(2))]
  // Three days are too few to say of an item what a slip is.
  const sales = [...plain, of('new', 'pos', [1, 1e9, 1])]
  const usual = usualChannels(plain)
  const sums = new NodeSums(asOfDay, new Set())
  const unusual = new NodeSums(asOfDay, new Set())
  for (const each of sales) {
    sums.add(each)
    const others = unusualSales(each, usual)
    if (others !== null) unusual.add(others)
  }
  const nodes = sums.nodes(regionOf)
  const { series: made } = channelSeries(nodes, sums, unusual, usual, regionOf)
  expect(made).toHaveLength(10)
  for (const node of nodes) {
    const own = made.filter((one) => nodeKey(one) === nodeKey(node))
    for (const what of ['units', 'revenueMinor'] as const) {
      const onDay = (at: number) => own.reduce((sum, one) => sum + (one[what].at(at) ?? 0), 0)
      for (const at of [-1, -2, -3, -4]) expect(onDay(at)).toBeCloseTo(node[what].at(at) ?? 0, 6)
    }
    const web = own.find(({ channel }) => channel === 'web')
    expect([web?.units.at(-1), web?.units.at(-4)]).toEqual([2, 2])
  }
})

function sortedDays(all: ReadonlyMap<string, ReadonlyMap<number, number>>) {
  return [...all]
    .map(([channel, days]) => [channel, [...days].sort(([one], [other]) => one - other)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1))
}
