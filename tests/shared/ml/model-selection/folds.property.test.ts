import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelledDataset } from '#shared/ml/dataset.ts'
import { logisticRegression } from '#shared/ml/linear/logistic-regression.ts'
import { crossPredict } from '#shared/ml/model-selection/cross-predict.ts'
import { type Fold, kFold, stratifiedKFold, temporalSplit } from '#shared/ml/model-selection/folds.ts'
import { takeRows } from '#shared/ml/take-rows.ts'
import { fitted } from '../estimator-contract.ts'
import { mixedRows } from '../trees/labelled-examples.ts'

const seeds = fc.integer({ min: 0, max: 1_000_000 })
const foldCounts = fc.integer({ min: 2, max: 7 })

describe('folds', () => {
  it('put every row into one validation part, of like sizes, and the rest into training', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 60 }), foldCounts, seeds, (rowCount, foldCount, seed) => {
        const folds = kFold(rowCount, foldCount, seed)
        expectPartition(folds, rowCount)
        expect(kFold(rowCount, foldCount, seed)).toEqual(folds)
      }),
    )
  })

  it('with labels: as many of each in every part, give or take one', () => {
    const labels = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 7, maxLength: 60 })
    fc.assert(
      fc.property(labels, foldCounts, seeds, (list, foldCount, seed) => {
        const folds = stratifiedKFold(Float64Array.from(list), foldCount, seed)
        expectPartition(folds, list.length)
        const positives = folds.map(({ validation }) => validation.filter((row) => list[row] === 1).length)
        expect(Math.max(...positives) - Math.min(...positives)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('another seed gives other folds', () => {
    expect(kFold(50, 5, 1)).not.toEqual(kFold(50, 5, 2))
    const labels = Float64Array.from({ length: 50 }, (_, row) => row % 2)
    expect(stratifiedKFold(labels, 5, 1)).not.toEqual(stratifiedKFold(labels, 5, 2))
  })

  it('in time: nothing at or after the cut is learned from', () => {
    const times = Float64Array.of(5, 1, 9, 5, 3)
    expect(temporalSplit(times, 5)).toEqual({
      training: Uint32Array.of(1, 4),
      validation: Uint32Array.of(0, 2, 3),
    })
  })
})

function expectPartition(folds: readonly Fold[], rowCount: number): void {
  const everyRow = Array.from({ length: rowCount }, (_, row) => row)
  expect(folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual(everyRow)
  for (const { training, validation } of folds) {
    expect([...training, ...validation].sort((a, b) => a - b)).toEqual(everyRow)
  }
  const sizes = folds.map(({ validation }) => validation.length)
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
}

describe('predictions across folds', () => {
  const dataset = mixedRows(41, 150, 'class')

  it('are those of a model that has not seen the row', () => {
    const folds = stratifiedKFold(dataset.labels, 3, 1)
    const outcome = crossPredict(logisticRegression, dataset, folds)
    if (!outcome.ok) throw new Error(outcome.failure.message)
    const [fold] = folds
    if (fold === undefined) throw new Error('there is no fold')
    const model = fitted(logisticRegression.fit(takeRows(dataset, fold.training)))
    const alone = model.predict(takeRows(dataset, fold.validation))
    expect(fold.validation.map((row) => row)).toHaveLength(50)
    expect(Float64Array.from(fold.validation, (row) => outcome.value[row] ?? Number.NaN)).toEqual(alone)
    expect(outcome.value.every(Number.isFinite)).toBe(true)
  })

  it('fail with the reason of the fold that cannot be learned from', () => {
    const oneClass: LabelledDataset = { ...dataset, labels: dataset.labels.map(() => 1) }
    const outcome = crossPredict(logisticRegression, oneClass, kFold(150, 3, 1))
    expect(outcome.ok ? null : outcome.failure.kind).toBe('not-enough-data')
  })
})
