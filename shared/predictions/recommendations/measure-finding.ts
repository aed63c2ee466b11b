import { addItemScores, type ItemWeights } from '../../ml/recommenders/item-weights.ts'
import { rankMetrics, rankOf } from '../../ml/recommenders/rank-metrics.ts'
import type { OrderList } from './order-list.ts'
import type { PlacedOrder } from './placed-order.ts'

const heldOutRate = 0.1
const mostTrials = 1_000
const k = 10

/** The newest tenth of the orders is held out. */
export function splitOrders(orders: OrderList): { learned: OrderList; heldOut: OrderList } {
  const cut = Math.ceil(orders.length * (1 - heldOutRate))
  return { learned: orders.slice(0, cut), heldOut: orders.slice(cut) }
}

/** Fills in how well each product goes with others; the scores come as zeros. */
export type ScoreProducts = (others: readonly number[], scores: Float64Array) => void

/** A product that was taken out of an order, and what was left in it. */
export interface FindingTrial {
  readonly target: number
  readonly others: readonly number[]
}

/** Of the newest of these orders that have two products and more, at most so many; the product evenly over the places. */
export function heldOutTrials(heldOut: Iterable<PlacedOrder>, most = mostTrials): FindingTrial[] {
  return [...heldOut]
    .filter(({ items }) => items.length > 1)
    .slice(-most)
    .map(({ items }, trial) => {
      const target = items[trial % items.length] ?? 0
      return { target, others: items.filter((item) => item !== target) }
    })
}

/**
 * One product is taken out of each held-out order of two and more, evenly over the places, and looked for among the first
 * ten that `score` gives for the others. All figures are 0..1; with one product to be found, NDCG is 1 / log2(1 + rank).
 */
export function measureFinding(heldOut: Iterable<PlacedOrder>, productCount: number, score: ScoreProducts) {
  const scores = new Float64Array(productCount)
  const ranks = heldOutTrials(heldOut).map(({ target, others }) => {
    scores.fill(0)
    score(others, scores)
    return rankOf(target, scores, others)
  })
  const { hitRate, meanReciprocalRank } = rankMetrics(ranks, k)
  const gain = ranks.reduce((sum, rank) => sum + (rank <= k ? 1 / Math.log2(1 + rank) : 0), 0)
  return {
    hitRateAt10: hitRate,
    ndcgAt10: gain / Math.max(1, ranks.length),
    mrrAt10: meanReciprocalRank,
    trialCount: ranks.length,
  }
}

export function scoreByWeights(weights: ItemWeights): ScoreProducts {
  return (others, scores) => {
    for (const item of others) if (item < weights.itemCount) addItemScores(weights, item, 1, scores)
  }
}
