import { blockKeys } from './block-keys.ts'
import { growingList } from './growing-list.ts'
import type { MatchRecord } from './match-record.ts'
import { isKeyInPartition, type Partition } from './partition.ts'
import type { Survey } from './survey.ts'

/** Keys of 32 bits and record numbers of 21 fit into the 53 whole bits of a number, so that one plain sort makes the blocks. */
const maxRecords = 2 ** 21

/** Records with their keys, ready to be compared. */
export interface FiledRecords {
  readonly records: readonly MatchRecord[]
  /** The keys of all records behind each other, dropped blocks left out. */
  readonly keys: Uint32Array
  /** Where the keys of each record begin; one more at the end. */
  readonly starts: Uint32Array
}

/** Files at most 2,097,152 records; more have to be divided into partitions. */
export function fileRecords(records: readonly MatchRecord[], survey: Survey): FiledRecords {
  if (records.length > maxRecords)
    throw new RangeError(`${records.length} records are too many for one partition`)
  const dropped = new Set(survey.droppedBlocks.map((block) => block.key))
  const keys = growingList()
  const starts = new Uint32Array(records.length + 1)
  for (const [index, record] of records.entries()) {
    for (const key of blockKeys(record)) if (!dropped.has(key)) keys.push(key)
    starts[index + 1] = keys.length
  }
  return { records, keys: keys.toArray(), starts }
}

/**
 * Calls `visit` with the numbers of every two records that share a block of the partition, each pair once: in the block
 * of the most telling key the two have in common, and so in one partition only.
 */
export function visitCandidates(
  filed: FiledRecords,
  partition: Partition,
  visit: (left: number, right: number) => void,
): void {
  const entries = blockEntries(filed, partition)
  let start = 0
  for (let end = 1; end <= entries.length; end += 1) {
    const key = keyOf(entries[start])
    if (end < entries.length && keyOf(entries[end]) === key) continue
    for (let left = start; left < end; left += 1) {
      for (let right = left + 1; right < end; right += 1) {
        const leftRecord = recordOf(entries[left])
        const rightRecord = recordOf(entries[right])
        if (firstSharedKey(filed, leftRecord, rightRecord) === key) visit(leftRecord, rightRecord)
      }
    }
    start = end
  }
}

/** The most telling key that two records share; undefined when they share none. */
export function firstSharedKey(
  { keys, starts }: FiledRecords,
  left: number,
  right: number,
): number | undefined {
  const rightStart = starts[right] ?? 0
  const rightEnd = starts[right + 1] ?? 0
  for (let index = starts[left] ?? 0; index < (starts[left + 1] ?? 0); index += 1) {
    for (let other = rightStart; other < rightEnd; other += 1)
      if (keys[index] === keys[other]) return keys[index]
  }
  return undefined
}

/** Key and record number of every block of the partition as one number each, sorted by key. */
function blockEntries({ records, keys, starts }: FiledRecords, partition: Partition): Float64Array {
  const entries = new Float64Array(keys.length)
  let count = 0
  for (let record = 0; record < records.length; record += 1) {
    for (let index = starts[record] ?? 0; index < (starts[record + 1] ?? 0); index += 1) {
      const key = keys[index] ?? 0
      if (!isKeyInPartition(key, partition)) continue
      entries[count] = key * maxRecords + record
      count += 1
    }
  }
  return entries.subarray(0, count).sort()
}

function keyOf(entry = 0): number {
  return Math.floor(entry / maxRecords)
}

function recordOf(entry = 0): number {
  return entry % maxRecords
}
