import type { MatchModel } from './match-model.ts'
import type { MatchRecord } from './match-record.ts'
import { type PairScore, priorWeight, scorePair } from './score-pair.ts'
import type { Survey } from './survey.ts'

/** Two customers who are probably one person; `leftId` sorts first. */
export interface ScoredPair extends PairScore {
  readonly leftId: string
  readonly rightId: string
}

export interface Clusters {
  /** Customers who are probably one person, two or more in each, in order. */
  readonly clusters: readonly (readonly string[])[]
  /** The pairs that tie the clusters together, one fewer than a cluster has customers; the best first. */
  readonly links: readonly ScoredPair[]
  /** Pairs of two clusters that were not brought together, because all in all they are more likely two people. */
  readonly contested: readonly ScoredPair[]
}

export const nobodyIsKeptApart = (): boolean => false

/**
 * Brings pairs together, the best first. Two groups become one when all their records with each other are on average
 * more likely of one person than not (average linkage) and no two of them are kept apart: a record that could be of
 * either of two people goes to the better fitting one and does not make the two one. `records` are at least those of
 * the pairs.
 */
export function clusterPairs(
  pairs: readonly ScoredPair[],
  records: ReadonlyMap<string, MatchRecord>,
  model: MatchModel,
  survey: Survey,
  isKeptApart: (leftId: string, rightId: string) => boolean = nobodyIsKeptApart,
): Clusters {
  const clusterOf = new Map<string, readonly string[]>()
  const links: ScoredPair[] = []
  const contested: ScoredPair[] = []
  const weightOf = (leftId: string, rightId: string): number => {
    const [left, right] = [records.get(leftId), records.get(rightId)]
    if (left === undefined || right === undefined) throw new Error(`no record of ${leftId} or ${rightId}`)
    const [firstId, secondId] = leftId < rightId ? [leftId, rightId] : [rightId, leftId]
    return isKeptApart(firstId, secondId)
      ? Number.NEGATIVE_INFINITY
      : scorePair(left, right, model, survey).weight
  }
  for (const pair of [...pairs].sort(bestFirst)) {
    const left = clusterOf.get(pair.leftId) ?? [pair.leftId]
    const right = clusterOf.get(pair.rightId) ?? [pair.rightId]
    if (left === right) continue
    const weights = left.flatMap((leftId) => right.map((rightId) => weightOf(leftId, rightId)))
    const meanWeight = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
    if (meanWeight + priorWeight(model) < 0) {
      contested.push(pair)
      continue
    }
    const joined = [...left, ...right].sort()
    for (const customerId of joined) clusterOf.set(customerId, joined)
    links.push(pair)
  }
  return { clusters: [...new Set(clusterOf.values())], links, contested }
}

/** Pairs by weight, the heaviest first; by id where weights are equal, so that the outcome does not depend on the order of arrival. */
export function bestFirst(left: ScoredPair, right: ScoredPair): number {
  if (left.weight !== right.weight) return right.weight - left.weight
  if (left.leftId !== right.leftId) return left.leftId < right.leftId ? -1 : 1
  return left.rightId < right.rightId ? -1 : 1
}
