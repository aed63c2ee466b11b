import { learnLevelTrees } from '../forecasting/panel/level-trees.ts'
import type { PanelModel } from '../forecasting/panel/panel-model.ts'
import { type DemandRhythm, withoutRhythm } from './demand-rhythm.ts'
import type { ItemTrees } from './item-trees.ts'
import { growthOf, levelContextNames, priceRatio } from './level-context.ts'
import type { NodeDemand } from './node-demand.ts'
import type { PricedSeries } from './priced-series.ts'
import { forecastTail, tailHorizon } from './tail-forecast.ts'

/** A series of an item, its plain blocks without gaps. */
export interface TreeSeries {
  readonly category: string
  readonly sales: PricedSeries
  readonly blocks: Float64Array
}

/** Null where they were not found to be better than the quick levels. */
export function learnItemTrees(
  all: readonly TreeSeries[],
  nodes: readonly NodeDemand[],
  rhythm: DemandRhythm,
  panel: PanelModel,
): ItemTrees | null {
  const sums = new Map(
    nodes
      .filter(({ level, category }) => level === 'total' || (level === 'category' && category !== ''))
      .map((node) => [node.category, withoutRhythm(node, node.category, null, rhythm).blocks]),
  )
  const ofAll = sums.get('') ?? new Float64Array(0)
  const trees = learnLevelTrees({
    all: all.map(({ category, sales, blocks }) => ({
      values: blocks,
      contextAt: (blocksAgo) => [
        growthOf(ofAll, blocksAgo),
        growthOf(sums.get(category) ?? ofAll, blocksAgo),
        priceRatio(sales, blocksAgo),
      ],
    })),
    contextNames: levelContextNames,
    weights: panel.weights,
    horizon: tailHorizon,
    steadyLevel(blocks) {
      const forecast = forecastTail(blocks, panel)
      return forecast.ok ? (forecast.value.points[0] as number) : null
    },
  })
  if (trees === null) return null
  const growths = [...sums].map(([category, blocks]): [string, number] => [category, growthOf(blocks, 0)])
  return { trees, growths: Object.fromEntries(growths.filter(([, growth]) => Number.isFinite(growth))) }
}
