import { type Result, succeed } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../array-bundle.ts'
import { areBelow, areOffsets } from '../check-offsets.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import type { ItemWeights } from './item-weights.ts'

const kind = 'item-weights'
const version = 1

export function itemWeightsToBytes({
  itemCount,
  starts,
  targets,
  weights,
  scales,
}: ItemWeights): ArrayBuffer {
  return packArrays({ kind, version, figures: { itemCount }, arrays: { starts, targets, weights, scales } })
}

export function itemWeightsFromBytes(bytes: ArrayBuffer): Result<ItemWeights, FitFailure> {
  const bundle = unpackArrays(bytes, kind, version)
  if (!bundle.ok) return bundle
  const itemCount = bundle.value.figures.itemCount ?? -1
  const starts = arrayOf(bundle.value, 'starts', 'uint32', itemCount + 1)
  const targets = arrayOf(bundle.value, 'targets', 'uint32')
  const weights = arrayOf(bundle.value, 'weights', 'int8', targets?.length ?? 0)
  const scales = arrayOf(bundle.value, 'scales', 'float32', itemCount)
  if (starts === null || targets === null || weights === null || scales === null) {
    return unreadableArtifact('an array of the item weights is missing or too short')
  }
  if (!areOffsets(starts, targets.length) || !areBelow(targets, itemCount)) {
    return unreadableArtifact('the item weights point outside of themselves')
  }
  return succeed({ itemCount, starts, targets, weights, scales })
}
