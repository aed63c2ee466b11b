import { forecastByTrees } from '../forecasting/panel/level-trees.ts'
import type { SeriesForecast } from '../forecasting/selection/series-forecast.ts'
import { type DemandKnowledge, ofCategory } from './demand-knowledge.ts'
import { priceRatio } from './level-context.ts'
import { prepareDemand } from './prepared-demand.ts'
import type { PricedSeries } from './priced-series.ts'

/** A forecast of plain blocks with the share that trees over all items have in it; as it is where there are none. */
export function withTrees(
  forecast: Pick<SeriesForecast, 'points' | 'members'>,
  blocks: Float64Array,
  sales: PricedSeries,
  category: string | null,
  knowledge: DemandKnowledge,
): Pick<SeriesForecast, 'points' | 'members'> {
  const { treeModel, panel } = prepareDemand(knowledge)
  const { itemTrees } = knowledge
  if (treeModel === null || itemTrees === null) return forecast
  const { growths, trees } = itemTrees
  const context = [
    growths[''] ?? Number.NaN,
    ofCategory(growths, category) ?? Number.NaN,
    priceRatio(sales, 0),
  ]
  const level = forecastByTrees(treeModel, panel.weights, blocks, context)
  if (level === null) return forecast
  const { share } = trees
  return {
    points: forecast.points.map((units) => (1 - share) * units + share * level),
    members: [
      ...forecast.members.map(({ name, weight }) => ({ name, weight: (1 - share) * weight })),
      { name: 'pooled-trees', weight: share },
    ],
  }
}
