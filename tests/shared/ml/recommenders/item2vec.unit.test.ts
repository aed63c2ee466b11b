import { expect, it } from 'vitest'
import { collectItemSets, type ItemSet } from '#shared/ml/recommenders/item-sets.ts'
import { type ItemVectors, isKnownVector, vectorOf } from '#shared/ml/recommenders/item-vectors.ts'
import {
  type Item2vecOptions,
  item2vecDefaults,
  runItem2vecEpoch,
  startItem2vec,
  vectorsOfTraining,
} from '#shared/ml/recommenders/item2vec.ts'
import {
  item2vecTrainingFromBytes,
  item2vecTrainingToBytes,
  itemVectorsFromBytes,
  itemVectorsToBytes,
} from '#shared/ml/recommenders/item2vec-bytes.ts'
import { randomItemSets } from './random-item-sets.ts'

const options: Item2vecOptions = { ...item2vecDefaults, dimensions: 16, epochs: 8 }

function learn(sets: readonly ItemSet[], itemCount: number, asked: Item2vecOptions): ItemVectors {
  const collected = collectItemSets(sets, itemCount)
  const training = startItem2vec(itemCount, asked)
  while (training.epochsDone < asked.epochs) runItem2vecEpoch(training, collected)
  return vectorsOfTraining(training, collected)
}

function cosine(vectors: ItemVectors, left: number, right: number): number {
  const other = vectorOf(vectors, right)
  return vectorOf(vectors, left).reduce((sum, value, at) => sum + value * (other[at] as number), 0)
}

it('puts items that go together near each other and others further away', () => {
  const vectors = learn(randomItemSets(1, 3000, 40), 40, options)
  let within = 0
  let across = 0
  for (let item = 0; item < 5; item += 1) {
    within += cosine(vectors, 10 + item, 11 + item) / 5
    across += cosine(vectors, 10 + item, 30 + item) / 5
  }
  expect(within).toBeGreaterThan(across + 0.3)
})

it('learns the same from the same seed, and other vectors from another', () => {
  const sets = randomItemSets(2, 300, 30)
  expect(learn(sets, 30, options)).toEqual(learn(sets, 30, options))
  expect(learn(sets, 30, { ...options, seed: 2 })).not.toEqual(learn(sets, 30, options))
})

it('knows nothing of items that were always alone, and has no number that is none', () => {
  const vectors = learn(
    [
      { items: [0], at: 1 },
      { items: [1, 2], at: 2 },
      { items: [2, 1], at: 3 },
    ],
    4,
    options,
  )
  expect([0, 1, 2, 3].map((item) => isKnownVector(vectors, item))).toEqual([false, true, true, false])
  expect(vectors.values.every(Number.isFinite)).toBe(true)
  expect(learn([], 3, options).values.every((value) => value === 0)).toBe(true)
})

it('goes on from bytes as if it had not been stopped, and keeps its vectors through bytes', () => {
  const sets = collectItemSets(randomItemSets(3, 200, 20), 20)
  let training = startItem2vec(20, options)
  while (training.epochsDone < options.epochs) {
    runItem2vecEpoch(training, sets)
    const read = item2vecTrainingFromBytes(item2vecTrainingToBytes(training))
    if (!read.ok) throw new Error(read.failure.message)
    training = read.value
  }
  const vectors = vectorsOfTraining(training, sets)
  expect(vectors).toEqual(learn(randomItemSets(3, 200, 20), 20, options))
  expect(itemVectorsFromBytes(itemVectorsToBytes(vectors))).toEqual({ ok: true, value: vectors })
  expect(itemVectorsFromBytes(itemVectorsToBytes({ ...vectors, itemCount: 21 })).ok).toBe(false)
})
