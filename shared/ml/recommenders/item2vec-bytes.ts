import { type Result, succeed } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../array-bundle.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import type { ItemVectors } from './item-vectors.ts'
import { type Item2vecTraining, item2vecDefaults } from './item2vec.ts'

const vectorsKind = 'item-vectors'
const trainingKind = 'item2vec-training'
const version = 1

export function itemVectorsToBytes({ itemCount, dimensions, values }: ItemVectors): ArrayBuffer {
  return packArrays({ kind: vectorsKind, version, figures: { itemCount, dimensions }, arrays: { values } })
}

export function itemVectorsFromBytes(bytes: ArrayBuffer): Result<ItemVectors, FitFailure> {
  const bundle = unpackArrays(bytes, vectorsKind, version)
  if (!bundle.ok) return bundle
  const { itemCount = 0, dimensions = 0 } = bundle.value.figures
  const values = arrayOf(bundle.value, 'values', 'float32', itemCount * dimensions)
  if (values === null) return unreadableArtifact('the item vectors are missing or too short')
  return succeed({ itemCount, dimensions, values })
}

/** A training between two epochs, from which it goes on as if it had not been stopped. */
export function item2vecTrainingToBytes(training: Item2vecTraining): ArrayBuffer {
  const { itemCount, options, epochsDone, inputs, outputs } = training
  const figures = { ...options, itemCount, epochsDone }
  return packArrays({ kind: trainingKind, version, figures, arrays: { inputs, outputs } })
}

export function item2vecTrainingFromBytes(bytes: ArrayBuffer): Result<Item2vecTraining, FitFailure> {
  const bundle = unpackArrays(bytes, trainingKind, version)
  if (!bundle.ok) return bundle
  const { itemCount = 0, epochsDone = 0, ...rest } = bundle.value.figures
  const options = { ...item2vecDefaults, ...rest }
  const inputs = arrayOf(bundle.value, 'inputs', 'float32', itemCount * options.dimensions)
  const outputs = arrayOf(bundle.value, 'outputs', 'float32', itemCount * options.dimensions)
  if (inputs === null || outputs === null) {
    return unreadableArtifact('the vectors of the saved training are missing or too short')
  }
  return succeed({ itemCount, options, epochsDone, inputs, outputs })
}
