import { type Result, succeed } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../array-bundle.ts'
import { areBelow, areOffsets } from '../check-offsets.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import type { SessionMemory } from './session-memory.ts'
import { type SessionOptions, sessionDefaults } from './session-neighbours.ts'

const kind = 'session-memory'
const version = 1

export interface TunedSessions {
  readonly memory: SessionMemory
  readonly options: SessionOptions
}

export function sessionsToBytes({ memory, options }: TunedSessions): ArrayBuffer {
  const { itemCount, sessionCount, ...arrays } = memory
  return packArrays({ kind, version, figures: { ...options, itemCount, sessionCount }, arrays })
}

export function sessionsFromBytes(bytes: ArrayBuffer): Result<TunedSessions, FitFailure> {
  const bundle = unpackArrays(bytes, kind, version)
  if (!bundle.ok) return bundle
  const { itemCount = -1, sessionCount = -1, ...others } = bundle.value.figures
  const starts = arrayOf(bundle.value, 'starts', 'uint32', sessionCount + 1)
  const items = arrayOf(bundle.value, 'items', 'uint32')
  const times = arrayOf(bundle.value, 'times', 'float64', sessionCount)
  const itemStarts = arrayOf(bundle.value, 'itemStarts', 'uint32', itemCount + 1)
  const sessionsOfItems = arrayOf(bundle.value, 'sessionsOfItems', 'uint32', items?.length ?? 0)
  if (
    starts === null ||
    items === null ||
    times === null ||
    itemStarts === null ||
    sessionsOfItems === null
  ) {
    return unreadableArtifact('an array of the sessions is missing or too short')
  }
  const isWhole =
    areOffsets(starts, items.length) &&
    areOffsets(itemStarts, items.length) &&
    areBelow(items, itemCount) &&
    areBelow(sessionsOfItems, sessionCount)
  if (!isWhole) return unreadableArtifact('the sessions point outside of themselves')
  const memory = { itemCount, sessionCount, starts, items, times, itemStarts, sessionsOfItems }
  return succeed({ memory, options: { ...sessionDefaults, ...others } })
}
