import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { averagePrecision } from '#shared/ml/metrics/average-precision.ts'
import { accuracy, confusionAt, f1, precision, recall } from '#shared/ml/metrics/confusion.ts'
import { brierScore, logLoss } from '#shared/ml/metrics/probability-losses.ts'
import { spearman } from '#shared/ml/metrics/rank-agreement.ts'
import { ndcgAt, rankingOfScores } from '#shared/ml/metrics/ranking-metrics.ts'
import { mae, mape, r2, rmse } from '#shared/ml/metrics/regression-errors.ts'
import { rocAuc } from '#shared/ml/metrics/roc-auc.ts'

interface Golden {
  readonly classification: ({ scores: number[]; labels: number[] } & Readonly<Record<string, number>>)[]
  readonly regression: ({ predicted: number[]; actual: number[] } & Readonly<Record<string, number>>)[]
  readonly ranking: { k: number; scores: number[]; wanted: number[]; ndcg: number }[]
}

/** What scikit-learn and scipy say of made-up predictions, many of them tied. */
const golden = JSON.parse(
  readFileSync(new URL('fixtures/scikit-learn.json', import.meta.url), 'utf8'),
) as Golden

describe.each(golden.classification)('predictions of a class', (expected) => {
  const [scores, labels] = [Float64Array.from(expected.scores), Float64Array.from(expected.labels)]
  const confusion = confusionAt(scores, labels, 0.5)

  it.each([
    ['rocAuc', rocAuc(scores, labels)],
    ['averagePrecision', averagePrecision(scores, labels)],
    ['logLoss', logLoss(scores, labels)],
    ['brier', brierScore(scores, labels)],
    ['accuracy', accuracy(confusion)],
    ['precision', precision(confusion)],
    ['recall', recall(confusion)],
    ['f1', f1(confusion)],
  ])('%s', (name, ours) => {
    expect(ours).toBeCloseTo(expected[name] ?? Number.NaN, 12)
  })
})

describe.each(golden.regression)('predictions of a number', (expected) => {
  const [predicted, actual] = [Float64Array.from(expected.predicted), Float64Array.from(expected.actual)]
  const relative = mape(predicted, actual)

  it.each([
    ['rmse', rmse(predicted, actual)],
    ['mae', mae(predicted, actual)],
    ['r2', r2(predicted, actual)],
    ['spearman', spearman(predicted, actual)],
    ['mapeWhereNotZero', relative.rate],
  ])('%s', (name, ours) => {
    expect(ours).toBeCloseTo(expected[name] ?? Number.NaN, 12)
  })

  it('counts the rows that have no relative error', () => {
    expect(relative.zeroCount).toBe(expected.actual.filter((value) => value === 0).length)
    expect(relative.zeroCount).toBeGreaterThan(0)
    expect(relative.rowCount + relative.zeroCount).toBe(expected.actual.length)
  })
})

it.each(golden.ranking)('NDCG of the first $k', ({ k, scores, wanted, ndcg }) => {
  const ranking = rankingOfScores(Float64Array.from(scores), Float64Array.from(wanted))
  expect(ndcgAt(ranking, k)).toBeCloseTo(ndcg, 12)
})
