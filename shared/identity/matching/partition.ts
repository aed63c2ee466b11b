import { shardOf } from '../../kernel/hash.ts'
import { blockKeys } from './block-keys.ts'
import type { MatchRecord } from './match-record.ts'

/**
 * One of `count` equal parts of the work, `index` 0 .. count - 1. Blocks and terms are divided by hash, so the parts
 * can be done one after the other, or at once, and each needs only the records that have a key in it.
 */
export interface Partition {
  readonly index: number
  readonly count: number
}

export const wholeWork: Partition = { index: 0, count: 1 }

/** Whether a block belongs to the partition. The low bits of a key are its pass and would not spread. */
export function isKeyInPartition(key: number, { index, count }: Partition): boolean {
  return Math.floor(key / 16) % count === index
}

export function isTermInPartition(term: string, { index, count }: Partition): boolean {
  return count === 1 || shardOf(term, count) === index
}

/** Whether the partition's comparisons need the record: the caller may leave out all others. */
export function isRecordInPartition(record: MatchRecord, partition: Partition): boolean {
  return partition.count === 1 || blockKeys(record).some((key) => isKeyInPartition(key, partition))
}
