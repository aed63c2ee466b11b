import { describe, expect, it } from 'vitest'
import { blendedClassifier } from '#shared/ml/blending/blended-classifier.ts'
import { logisticRegression } from '#shared/ml/linear/logistic-regression.ts'
import { logLoss } from '#shared/ml/metrics/probability-losses.ts'
import { fitted } from '../estimator-contract.ts'
import { mixedRows } from '../trees/labelled-examples.ts'

const training = mixedRows(51, 600, 'class')
const unseen = mixedRows(52, 600, 'class')
const model = fitted(blendedClassifier.fit(training, { foldCount: 3, bagCount: 2 }))

describe('a blend of logistic regression and trees', () => {
  it('predicts rows it has not seen better than logistic regression where effects are bent', () => {
    const plain = fitted(logisticRegression.fit(training))
    expect(logLoss(model.predict(unseen), unseen.labels)).toBeLessThan(
      logLoss(plain.predict(unseen), unseen.labels),
    )
  })

  it('has the frequency of the label as its mean probability, within sampling', () => {
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean(model.predict(unseen)) - mean(unseen.labels))).toBeLessThan(0.06)
  })

  it('explains each score without a rest', () => {
    const scores = model.scores(unseen)
    for (let row = 0; row < 10; row++) {
      const { expected, contributions } = model.explain(unseen, row)
      expect(contributions.reduce((sum, each) => sum + each, expected)).toBeCloseTo(
        scores[row] ?? Number.NaN,
        9,
      )
    }
  })

  it('can judge by one fold alone where rows are many', () => {
    const one = fitted(blendedClassifier.fit(training, { foldCount: 3, bagCount: 1, oneFoldAboveRows: 500 }))
    expect(logLoss(one.predict(unseen), unseen.labels)).toBeLessThan(0.69)
  })
})
