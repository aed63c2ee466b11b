import { describe, expect, it } from 'vitest'
import { logLoss } from '#shared/ml/metrics/probability-losses.ts'
import { takeRows } from '#shared/ml/take-rows.ts'
import { boost } from '#shared/ml/trees/boost.ts'
import type { BoostingOptions } from '#shared/ml/trees/boosting-options.ts'
import {
  type BoostingState,
  bestTreeCount,
  boostingStateToArtifact,
  isBoosted,
  readBoostingState,
  startBoosting,
} from '#shared/ml/trees/boosting-state.ts'
import { boostedModel, histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { treeImportance } from '#shared/ml/trees/tree-importance.ts'
import { fitted } from '../estimator-contract.ts'
import { mixedRows } from './labelled-examples.ts'

const training = mixedRows(21, 400, 'class')
const validation = mixedRows(22, 300, 'class')

function started(options: Partial<BoostingOptions>): BoostingState {
  const outcome = startBoosting(training, options)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

/** The state as another run would find it. */
function throughJson(state: BoostingState): BoostingState {
  const outcome = readBoostingState(JSON.parse(JSON.stringify(boostingStateToArtifact(state))))
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

describe('boosting in pieces', () => {
  const variants: Partial<BoostingOptions>[] = [
    { treeCount: 20 },
    { treeCount: 20, rowRate: 0.6, featureRate: 0.5, seed: 9 },
    { treeCount: 20, objective: { kind: 'quantile', quantile: 0.7 } },
    { treeCount: 20, objective: { kind: 'tweedie', variancePower: 1.4 }, rowRate: 0.8 },
    { treeCount: 60, learningRate: 0.4, earlyStopping: { rounds: 4, validationRate: 0.2 } },
  ]

  it.each(variants)('gives the same trees, bit for bit, as in one run: %j', (options) => {
    const whole = boost(started(options), training, validation, 1_000)
    let state = started(options)
    let runs = 0
    while (!isBoosted(state)) {
      state = throughJson(boost(state, training, validation, 3))
      runs++
    }
    expect(runs).toBeGreaterThan(2)
    expect(boostingStateToArtifact(state)).toEqual(boostingStateToArtifact(whole))
  })

  it('does nothing more once it is done', () => {
    const done = boost(started({ treeCount: 3 }), training, null, 10)
    expect(done.trees).toHaveLength(3)
    expect(boost(done, training, null, 10)).toBe(done)
  })

  it('reads no state that lost a part', () => {
    const artifact = boostingStateToArtifact(boost(started({ treeCount: 2 }), training, null, 2))
    for (const name of Object.keys(artifact)) {
      const { [name]: _lost, ...rest } = artifact
      expect(readBoostingState(rest).ok).toBe(false)
    }
  })
})

describe('early stopping', () => {
  const options = { treeCount: 300, learningRate: 0.3, earlyStopping: { rounds: 6, validationRate: 0.2 } }
  const state = boost(started(options), training, validation, 300)

  it('stops so many trees after the best, and keeps the trees up to it', () => {
    expect(state.trees.length).toBe(bestTreeCount(state) + 6)
    expect(boostedModel(state).ensemble.trees).toHaveLength(bestTreeCount(state))
  })

  it('notes the loss that the first trees have on the validation rows', () => {
    for (const [index, noted] of state.validationLosses.entries()) {
      const model = boostedModel({ ...state, trees: state.trees.slice(0, index + 1), validationLosses: [] })
      expect(noted).toBeCloseTo(logLoss(model.predict(validation), validation.labels), 12)
    }
  })

  it('never learns from the rows that fit holds out', () => {
    const model = fitted(
      histogramGbdt.fit(training, { ...options, earlyStopping: { rounds: 6, validationRate: 0.5 } }),
    )
    const rowsOfFirstTree = model.ensemble.trees[0]?.leafCounts.reduce((sum, count) => sum + count, 0) ?? 0
    expect(rowsOfFirstTree).toBeGreaterThan(150)
    expect(rowsOfFirstTree).toBeLessThan(250)
  })
})

describe('objectives', () => {
  const numbers = mixedRows(23, 2_000, 'number')

  it.each([0.1, 0.5, 0.9])('the quantile %f lies above its share of rows it has not seen', (quantile) => {
    const objective = { kind: 'quantile', quantile } as const
    const model = fitted(
      histogramGbdt.fit(numbers, { objective, treeCount: 60, leafCount: 8, minLeafRows: 40 }),
    )
    const unseen = mixedRows(24, 2_000, 'number')
    const predicted = model.predict(unseen)
    const below = unseen.labels.reduce((sum, label, row) => sum + (label <= (predicted[row] ?? 0) ? 1 : 0), 0)
    expect(Math.abs(below / 2_000 - quantile)).toBeLessThan(0.05)
  })

  it.each(['squared-error', 'tweedie'] as const)('%s: the mean prediction is the mean label', (kind) => {
    const positive = { ...numbers, labels: numbers.labels.map((label) => Math.max(0, label)) }
    const objective = kind === 'tweedie' ? { kind, variancePower: 1.5 } : { kind }
    const model = fitted(histogramGbdt.fit(positive, { objective, treeCount: 80 }))
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(model.predict(positive)) / mean(positive.labels)).toBeCloseTo(1, 1)
    expect(model.predict(positive).every((value) => kind === 'squared-error' || value > 0)).toBe(true)
  })

  it('a Tweedie model refuses labels below zero, and labels that are all zero', () => {
    const objective = { kind: 'tweedie', variancePower: 1.5 } as const
    const failureOf = (labels: Float64Array) => {
      const outcome = histogramGbdt.fit({ ...numbers, labels }, { objective })
      return outcome.ok ? 'it was learned' : outcome.failure.kind
    }
    expect(failureOf(numbers.labels.with(0, -1).map(Math.abs).with(0, -1))).toBe('invalid-data')
    expect(failureOf(new Float64Array(2_000))).toBe('not-enough-data')
  })
})

it('refuses options that make no sense, with their name', () => {
  const outcome = histogramGbdt.fit(training, { learningRate: 0 })
  expect(outcome.ok).toBe(false)
  if (!outcome.ok)
    expect(outcome.failure).toMatchObject({
      kind: 'invalid-data',
      message: expect.stringContaining('learningRate'),
    })
})

it('weighs a row of weight 2 like the same row twice', () => {
  const rows = [...Array(200).keys()]
  const doubled = takeRows(
    training,
    [...rows, ...rows.slice(0, 100)].sort((a, b) => a - b),
  )
  const weighted = {
    ...takeRows(training, rows),
    weights: Float64Array.from(rows, (row) => (row < 100 ? 2 : 1)),
  }
  const options = { treeCount: 10, minLeafRows: 1, minLeafHessian: 4, categorySmoothing: 0 }
  const [ours, expected] = [weighted, doubled].map((data) =>
    fitted(histogramGbdt.fit(data, options)).predict(validation),
  )
  for (const [row, value] of (expected ?? []).entries()) expect(ours?.[row]).toBeCloseTo(value, 9)
})

it('uses no feature that says nothing more than the others who do', () => {
  const noise = { ...training, featureNames: ['flat', ...training.featureNames] }
  const flat = { ...noise, columns: [new Float64Array(400).fill(3), ...training.columns] }
  const model = fitted(histogramGbdt.fit(flat, { treeCount: 20 }))
  const importance = treeImportance(model.ensemble)
  expect(importance.find(({ feature }) => feature === 'flat')).toEqual({
    feature: 'flat',
    gain: 0,
    splitCount: 0,
  })
  const splits = model.ensemble.trees.reduce((sum, { features }) => sum + features.length, 0)
  expect(importance.reduce((sum, { splitCount }) => sum + splitCount, 0)).toBe(splits)
})

it('draws other features and other rows for each tree', () => {
  const { trees } = boost(started({ treeCount: 40, leafCount: 2, featureRate: 0.25 }), training, null, 40)
  expect(new Set(trees.map(({ features }) => features[0]))).toEqual(new Set([0, 1, 2, 3]))
  const noLearning = { treeCount: 12, leafCount: 2, rowRate: 0.5, learningRate: 1e-9 }
  const drawn = boost(started(noLearning), training, null, 12).trees
  expect(drawn.every(({ leafCounts }) => leafCounts.reduce((sum, count) => sum + count, 0) === 200)).toBe(
    true,
  )
  expect(new Set(drawn.map(({ leafScores }) => leafScores[0])).size).toBe(12)
})
