import { type Result, succeed } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../array-bundle.ts'
import { areOffsets } from '../check-offsets.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import type { InvertedLists } from './inverted-lists.ts'

const kind = 'inverted-lists'
const version = 1

export function invertedListsToBytes({ dimensions, probes, ...arrays }: InvertedLists): ArrayBuffer {
  return packArrays({ kind, version, figures: { dimensions, probes }, arrays })
}

export function invertedListsFromBytes(bytes: ArrayBuffer): Result<InvertedLists, FitFailure> {
  const bundle = unpackArrays(bytes, kind, version)
  if (!bundle.ok) return bundle
  const { dimensions = 0, probes = 0 } = bundle.value.figures
  const starts = arrayOf(bundle.value, 'starts', 'uint32')
  const items = arrayOf(bundle.value, 'items', 'uint32')
  const centres = arrayOf(bundle.value, 'centres', 'float32', ((starts?.length ?? 1) - 1) * dimensions)
  const vectors = arrayOf(bundle.value, 'vectors', 'float32', (items?.length ?? 0) * dimensions)
  if (starts === null || items === null || centres === null || vectors === null) {
    return unreadableArtifact('an array of the inverted lists is missing or too short')
  }
  if (dimensions < 1 || probes < 1 || !areOffsets(starts, items.length)) {
    return unreadableArtifact('the inverted lists point outside of themselves')
  }
  return succeed({ dimensions, probes, centres, starts, items, vectors })
}
