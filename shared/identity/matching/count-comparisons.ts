import type { RandomSource } from '../../kernel/random.ts'
import { fileRecords, firstSharedKey, visitCandidates } from './candidate-pairs.ts'
import { compareRecords } from './compare-records.ts'
import { comparisonCode } from './field-levels.ts'
import type { MatchRecord } from './match-record.ts'
import { type Partition, wholeWork } from './partition.ts'
import type { Survey } from './survey.ts'

/** How often each comparison was seen, as `[code, count]`: all that the estimation needs of the pairs. Plain JSON. */
export interface ComparisonCounts {
  /** Of pairs that share a block. */
  readonly candidates: readonly (readonly [number, number])[]
  /** Of pairs drawn at random among those that share none. */
  readonly strangers: readonly (readonly [number, number])[]
}

/** Random pairs drawn over all partitions: a chance of a tenth of a percent is known to about a tenth of itself. */
export const defaultRandomPairs = 100_000

/**
 * Compares the pairs of a partition, and its part of `randomPairs` random ones.
 */
export function countComparisons(
  records: readonly MatchRecord[],
  survey: Survey,
  random: RandomSource,
  partition: Partition = wholeWork,
  randomPairs = defaultRandomPairs,
): ComparisonCounts {
  const filed = fileRecords(records, survey)
  const candidates = new Map<number, number>()
  const strangers = new Map<number, number>()
  const count = (counts: Map<number, number>, left: number, right: number) => {
    const leftRecord = records[left]
    const rightRecord = records[right]
    if (leftRecord === undefined || rightRecord === undefined) return
    const code = comparisonCode(compareRecords(leftRecord, rightRecord))
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  visitCandidates(filed, partition, (left, right) => count(candidates, left, right))
  for (let drawn = 0; drawn < randomPairs / partition.count; drawn += 1) {
    const left = Math.floor(random() * records.length)
    const right = Math.floor(random() * records.length)
    if (left !== right && firstSharedKey(filed, left, right) === undefined) count(strangers, left, right)
  }
  return { candidates: [...candidates], strangers: [...strangers] }
}

/** The counts of several partitions as one. */
export function addComparisonCounts(parts: readonly ComparisonCounts[]): ComparisonCounts {
  return {
    candidates: addCounts(parts.map((part) => part.candidates)),
    strangers: addCounts(parts.map((part) => part.strangers)),
  }
}

function addCounts(lists: readonly (readonly (readonly [number, number])[])[]): [number, number][] {
  const sums = new Map<number, number>()
  for (const list of lists) for (const [code, count] of list) sums.set(code, (sums.get(code) ?? 0) + count)
  return [...sums]
}
