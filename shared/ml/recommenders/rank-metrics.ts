import { hitRateAt, rankingOfPlace, reciprocalRankAt } from '../metrics/ranking-metrics.ts'

/**
 * The place of an item among all by score, 1 is the best; items in `excluded` do not take part. Of equal scores it gets
 * the worst place, so that a model that knows nothing of an item is not rewarded for it.
 */
export function rankOf(target: number, scores: Float64Array, excluded: Iterable<number>): number {
  const score = scores[target] as number
  let rank = 0
  for (const other of scores) if (other >= score) rank += 1
  for (const item of excluded) if (item !== target && (scores[item] as number) >= score) rank -= 1
  return rank
}

/** Means over trials with one item each. */
export interface RankMetrics {
  /** Share of trials in which the item was among the first k. */
  readonly hitRate: number
  /** Mean of 1 / rank where it was among the first k, 0 where not. */
  readonly meanReciprocalRank: number
}

export function rankMetrics(ranks: readonly number[], k: number): RankMetrics {
  const rankings = ranks.filter((rank) => rank <= k).map(rankingOfPlace)
  const count = Math.max(1, ranks.length)
  return {
    hitRate: rankings.reduce((sum, ranking) => sum + hitRateAt(ranking, k), 0) / count,
    meanReciprocalRank: rankings.reduce((sum, ranking) => sum + reciprocalRankAt(ranking, k), 0) / count,
  }
}
