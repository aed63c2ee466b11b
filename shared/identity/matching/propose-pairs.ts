import type { RandomSource } from '../../kernel/random.ts'
import { fileRecords, visitCandidates } from './candidate-pairs.ts'
import {
  bestFirst,
  type Clusters,
  clusterPairs,
  nobodyIsKeptApart,
  type ScoredPair,
} from './cluster-pairs.ts'
import { countComparisons } from './count-comparisons.ts'
import { estimateModel } from './estimate-model.ts'
import type { MatchModel } from './match-model.ts'
import type { MatchRecord } from './match-record.ts'
import { type Partition, wholeWork } from './partition.ts'
import { scorePair } from './score-pair.ts'
import { defaultMaxBlockSize, type Survey, startSurvey } from './survey.ts'

export interface ProposeOptions {
  /** Pairs below this probability are not proposed. */
  readonly minProbability?: number
  readonly maxBlockSize?: number
  /** How many random pairs the chances of strangers are counted from. */
  readonly randomPairs?: number
  /** Whether somebody has decided that two customers are not one. Nothing brings them together again. */
  readonly isKeptApart?: (leftId: string, rightId: string) => boolean
}

export const defaultMinProbability = 0.7

export interface Proposals extends Clusters {
  readonly model: MatchModel
  readonly survey: Survey
}

/**
 * Who among `records` is probably one person, all in one go: for up to some 100,000 records. A job that has more, or
 * little time at once, takes the same steps one by one: `startSurvey`, `countComparisons` and {@link scorePartition}
 * for each partition, `estimateModel` before the last and `clusterPairs` at the end. The same `random` gives the same
 * answer.
 */
export function proposePairs(
  records: readonly MatchRecord[],
  random: RandomSource,
  options: ProposeOptions = {},
): Proposals {
  const counting = startSurvey(wholeWork, options.maxBlockSize ?? defaultMaxBlockSize)
  for (const record of records) counting.add(record)
  const survey = counting.finish()
  const counts = countComparisons(records, survey, random, wholeWork, options.randomPairs)
  const model = estimateModel(counts, records.length)
  const pairs = scorePartition(records, survey, model, wholeWork, options)
  const recordOf = new Map(records.map((record) => [record.customerId, record]))
  return { ...clusterPairs(pairs, recordOf, model, survey, options.isKeptApart), model, survey }
}

/** Scores every candidate pair of a partition and keeps those that are probable enough, the best first. */
export function scorePartition(
  records: readonly MatchRecord[],
  survey: Survey,
  model: MatchModel,
  partition: Partition,
  { minProbability = defaultMinProbability, isKeptApart = nobodyIsKeptApart }: ProposeOptions = {},
): ScoredPair[] {
  const pairs: ScoredPair[] = []
  visitCandidates(fileRecords(records, survey), partition, (leftNumber, rightNumber) => {
    const one = records[leftNumber]
    const other = records[rightNumber]
    if (one === undefined || other === undefined) return
    const [left, right] = one.customerId < other.customerId ? [one, other] : [other, one]
    const score = scorePair(left, right, model, survey)
    if (score.probability < minProbability || isKeptApart(left.customerId, right.customerId)) return
    pairs.push({ leftId: left.customerId, rightId: right.customerId, ...score })
  })
  return pairs.sort(bestFirst)
}
