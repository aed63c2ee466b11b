import { type BlockingPass, blockKeys, passOfKey } from './block-keys.ts'
import type { ValueField } from './field-levels.ts'
import { growingList } from './growing-list.ts'
import type { MatchRecord } from './match-record.ts'
import { isKeyInPartition, isTermInPartition, type Partition, wholeWork } from './partition.ts'

/** A block that is too large to compare every two of its records, so that none are compared because of it. */
export interface DroppedBlock {
  readonly key: number
  readonly pass: BlockingPass
  readonly recordCount: number
}

/** What has to be known of all records before any two are compared: plain JSON. */
export interface Survey {
  readonly recordCount: number
  /** How many records carry a value, for values that at least {@link minTermCount} do. */
  readonly termCounts: Readonly<Record<ValueField, Readonly<Record<string, number>>>>
  readonly droppedBlocks: readonly DroppedBlock[]
}

/** Two records that share a value are two already; only who else has it says how common it is. */
export const minTermCount = 3

/** Records of a block are compared two by two, so the work goes up with the square. */
export const defaultMaxBlockSize = 100

export interface SurveyInProgress {
  add(record: MatchRecord): void
  finish(): Survey
}

/** Surveys records as they come, page by page, keeping of them only counts of the terms and keys of one partition. */
export function startSurvey(
  partition: Partition = wholeWork,
  maxBlockSize = defaultMaxBlockSize,
): SurveyInProgress {
  let recordCount = 0
  const counts: Record<ValueField, Map<string, number>> = {
    ...{ firstName: new Map(), lastName: new Map(), birthDate: new Map(), email: new Map() },
    ...{ phone: new Map(), street: new Map(), postcode: new Map(), city: new Map() },
  }
  const keys = growingList()
  return {
    add(record) {
      recordCount += 1
      for (const [field, counted] of Object.entries(counts)) {
        for (const term of termsOf(record, field as ValueField)) {
          if (isTermInPartition(term, partition)) counted.set(term, (counted.get(term) ?? 0) + 1)
        }
      }
      for (const key of blockKeys(record)) if (isKeyInPartition(key, partition)) keys.push(key)
    },
    finish() {
      const termCounts = Object.fromEntries(
        Object.entries(counts).map(([field, counted]) => [
          field,
          Object.fromEntries([...counted].filter(([, count]) => count >= minTermCount)),
        ]),
      ) as Survey['termCounts']
      return { recordCount, termCounts, droppedBlocks: largeBlocks(keys.toArray().sort(), maxBlockSize) }
    },
  }
}

/** The surveys of all partitions as one. Each has seen every record. */
export function mergeSurveys(surveys: readonly Survey[]): Survey {
  const [first] = surveys
  if (first === undefined) throw new Error('there is no survey to merge')
  const fields = Object.keys(first.termCounts) as ValueField[]
  const termCounts = Object.fromEntries(
    fields.map((field) => [field, Object.assign({}, ...surveys.map((survey) => survey.termCounts[field]))]),
  ) as Survey['termCounts']
  return {
    recordCount: first.recordCount,
    termCounts,
    droppedBlocks: surveys.flatMap((survey) => survey.droppedBlocks),
  }
}

/** The values of a record in a field. */
export function termsOf(record: MatchRecord, field: ValueField): readonly string[] {
  if (field === 'email') return record.emails ?? []
  if (field === 'phone') return record.phones ?? []
  const value = record[field]
  return value === undefined ? [] : [value]
}

function largeBlocks(keys: Uint32Array, maxBlockSize: number): DroppedBlock[] {
  const large: DroppedBlock[] = []
  let start = 0
  for (let end = 1; end <= keys.length; end += 1) {
    const key = keys[start]
    if (key === undefined || keys[end] === key) continue
    const pass = passOfKey(key)
    if (end - start > maxBlockSize && pass !== undefined) large.push({ key, pass, recordCount: end - start })
    start = end
  }
  return large
}
