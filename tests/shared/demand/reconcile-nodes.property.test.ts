import fc from 'fast-check'
import { expect, it } from 'vitest'
import { forecastItem, scaleItem } from '#shared/demand/forecast-item.ts'
import { forecastNodes, type NodeOutlook } from '#shared/demand/forecast-nodes.ts'
import { type NodePlace, nodeKey } from '#shared/demand/node-demand.ts'
import { reconcileNodes } from '#shared/demand/reconcile-nodes.ts'
import { knowledgeOf } from './known-shop.ts'

const none = { storeId: '', category: '', region: '' }
const stores = { leeds: 'north', york: 'north', bath: 'south' } as const
const pairs = Object.entries(stores).flatMap(([storeId, region]) =>
  ['tea', 'toys'].map((category) => ({ level: 'category-store' as const, storeId, category, region })),
)
const places: readonly NodePlace[] = [
  { ...none, level: 'total' },
  { ...none, level: 'region', region: 'north' },
  { ...none, level: 'region', region: 'south' },
  ...Object.entries(stores).map(([storeId, region]) => ({
    ...none,
    level: 'store' as const,
    storeId,
    region,
  })),
  { ...none, level: 'category', category: 'tea' },
  { ...none, level: 'category', category: 'toys' },
  ...pairs,
]

const units = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }))
const thirteen = fc.array(units, { minLength: 13, maxLength: 13 })
const anyNode = (place: NodePlace): fc.Arbitrary<NodeOutlook> =>
  fc
    .record({
      blocks: thirteen,
      errors: fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 52, maxLength: 52 }),
    })
    .map(({ blocks, errors }) => ({
      ...place,
      outlook: { blocks, scales: blocks, scores: null, weekdayShares: new Array(7).fill(1 / 7) },
      demandClass: 'smooth',
      xyzClass: 'X',
      lane: 'full',
      members: [],
      fallback: null,
      unitPriceMinor: null,
      unitsLast28: 0,
      stockOutDays: 0,
      firstSaleDay: null,
      errors,
    }))

/** What lies in a sum, by labels alone. */
function isPart(pair: NodePlace, { level, storeId, category, region }: NodePlace): boolean {
  if (level === 'store') return pair.storeId === storeId
  if (level === 'category') return pair.category === category
  return level === 'total' || pair.region === region
}

it('whatever was forecast, sums are the sums of their items, and nothing is below zero or no number', () => {
  fc.assert(
    fc.property(
      fc.tuple(...places.map(anyNode)),
      fc.array(thirteen, { minLength: pairs.length, maxLength: pairs.length }),
      (nodes, items) => {
        const leafBlocks = Object.fromEntries(pairs.map((pair, at) => [nodeKey(pair), items[at] as number[]]))
        const reconciled = reconcileNodes(nodes, leafBlocks)
        expect(reconciled.nodes.map(nodeKey).toSorted()).toEqual(nodes.map(nodeKey).toSorted())
        for (const node of reconciled.nodes) {
          const within = node.level === 'category-store' ? [node] : pairs.filter((pair) => isPart(pair, node))
          node.outlook.blocks.forEach((value, block) => {
            let sum = 0
            for (const pair of within) {
              const key = nodeKey({ ...pair })
              sum += (leafBlocks[key]?.[block] as number) * (reconciled.factors[key]?.[block] as number)
            }
            expect(Math.abs(value - sum)).toBeLessThanOrEqual(1e-9 * Math.max(1, sum))
            expect(value).toBeGreaterThanOrEqual(0)
          })
          for (const scale of node.outlook.scales) expect(Number.isFinite(scale) && scale >= 0).toBe(true)
        }
      },
    ),
    { seed: 12, numRuns: 60 },
  )
})

it('items, stores, categories and the total of a shop add up after all', () => {
  const { items, nodes, knowledge } = knowledgeOf({ items: 60, days: 300, seed: 21 })
  const forecasts = items.map((item) => ({ item, forecast: forecastItem(item, knowledge) }))
  const pairOf = (category: string | null, storeId: string) =>
    nodeKey({ level: 'category-store', storeId, category: category ?? '', region: '' })
  const leafBlocks: Record<string, number[]> = {}
  for (const { item, forecast } of forecasts) {
    for (const { storeId, outlook } of forecast.leaves) {
      const sums = leafBlocks[pairOf(item.category, storeId)] ?? new Array<number>(13).fill(0)
      leafBlocks[pairOf(item.category, storeId)] = sums.map(
        (sum, block) => sum + (outlook.blocks[block] as number),
      )
    }
  }
  const { nodes: reconciled, factors } = reconcileNodes(forecastNodes(nodes, knowledge), leafBlocks)
  const scaled = forecasts.map(({ item, forecast }) => ({
    item,
    forecast: scaleItem(forecast, (storeId) => factors[pairOf(item.category, storeId)] ?? []),
  }))
  for (const node of reconciled) {
    const sums = new Array<number>(13).fill(0)
    for (const { item, forecast } of scaled) {
      for (const { storeId, outlook } of forecast.leaves) {
        if ((node.level === 'store' || node.level === 'category-store') && node.storeId !== storeId) continue
        if (node.level.startsWith('category') && node.category !== (item.category ?? '')) continue
        outlook.blocks.forEach((value, block) => {
          sums[block] = (sums[block] as number) + value
        })
      }
    }
    node.outlook.blocks.forEach((value, block) => {
      expect(value / (sums[block] as number)).toBeCloseTo(1, 9)
    })
  }
  // The shop goes on as before, so the total of a week is about what it was.
  const total = reconciled.find(({ level }) => level === 'total')
  expect((total?.outlook.blocks[0] as number) / ((total?.unitsLast28 as number) / 4)).toBeCloseTo(1, 0)
})

it('without items in a place there is nothing to sell there, whatever the forecast of the place says', () => {
  const [total, pair] = [places[0], pairs[0]].map(
    (place) => fc.sample(anyNode(place as NodePlace), { seed: 1, numRuns: 1 })[0],
  )
  const { nodes } = reconcileNodes([total as NodeOutlook, pair as NodeOutlook], {})
  for (const { outlook } of nodes) expect(outlook.blocks).toEqual(new Array(13).fill(0))
})
