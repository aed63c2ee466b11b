import { expect, it } from 'vitest'
import { indexItemSets } from '#shared/ml/recommenders/indexed-item-sets.ts'
import { collectItemSets } from '#shared/ml/recommenders/item-sets.ts'
import { addItemScores } from '#shared/ml/recommenders/item-weights.ts'
import { itemWeightsFromBytes, itemWeightsToBytes } from '#shared/ml/recommenders/item-weights-bytes.ts'
import { resumeWeights, trainWeights, type WeightTraining } from '#shared/ml/recommenders/weight-training.ts'
import { randomIndexedSets } from './random-item-sets.ts'

const limits = { exactItems: 50, targets: 8, predictors: 24, predictorsPerTarget: 4 }

function finish(training: WeightTraining) {
  while (!training.advance());
  const trained = training.result()
  if (!trained.ok) throw new Error(trained.failure.message)
  return trained.value
}

it('learns the same when it is stopped and resumed after every step', () => {
  const sets = randomIndexedSets(1, 1500, 120)
  let training = trainWeights(sets, limits)
  let steps = 0
  let before = 0
  while (!training.advance()) {
    steps += 1
    expect(training.progressRate).toBeGreaterThan(before)
    before = training.progressRate
    const resumed = resumeWeights(sets, training.save(), limits)
    if (!resumed.ok) throw new Error(resumed.failure.message)
    training = resumed.value
  }
  expect(steps).toBeGreaterThan(10)
  expect(training.progressRate).toBe(1)
  expect(finish(training)).toEqual(finish(trainWeights(sets, limits)))
})

it('keeps its weights through bytes, and refuses bytes that were tampered with', () => {
  const { weights } = finish(trainWeights(randomIndexedSets(2, 500, 60)))
  const bytes = itemWeightsToBytes(weights)
  expect(itemWeightsFromBytes(bytes)).toEqual({ ok: true, value: weights })
  const wrong = { ...weights, targets: weights.targets.map(() => 60) }
  expect(itemWeightsFromBytes(itemWeightsToBytes(wrong))).toMatchObject({
    failure: { kind: 'unreadable-artifact' },
  })
})

it('scores items of the same group above others', () => {
  const { weights } = finish(trainWeights(randomIndexedSets(3, 3000, 100)))
  const scores = new Float64Array(100)
  addItemScores(weights, 40, 1, scores)
  const best = [...scores.entries()].sort(([, left], [, right]) => right - left).slice(0, 5)
  expect(best.every(([item]) => item >= 40 && item < 50 && item !== 40)).toBe(true)
})

it.each([
  ['no sets', []],
  ['sets of nothing', Array.from({ length: 50 }, () => ({ items: [], at: 1 }))],
  ['items that are none', Array.from({ length: 50 }, () => ({ items: [-1, 2.5, Number.NaN, 99], at: 1 }))],
  ['times that are none', Array.from({ length: 50 }, () => ({ items: [1, 2], at: Number.NaN }))],
])('says that there is not enough with %s', (_, sets) => {
  const training = trainWeights(indexItemSets(collectItemSets(sets, 5)))
  expect(training.advance()).toBe(true)
  expect(training.result()).toMatchObject({ ok: false, failure: { kind: 'not-enough-data' } })
})

it.each([
  ['one item', [3]],
  ['the same two', [1, 2]],
])('learns from sets of %s without a number that is none', (_, items) => {
  const sets = Array.from({ length: 400 }, (_, at) => ({ items, at }))
  const { weights, penalty } = finish(trainWeights(indexItemSets(collectItemSets(sets, 5))))
  expect(penalty).toBeGreaterThan(0)
  const scores = new Float64Array(5)
  for (const item of [0, 1, 2, 3, 4]) addItemScores(weights, item, 1, scores)
  expect(scores.every(Number.isFinite)).toBe(true)
})
