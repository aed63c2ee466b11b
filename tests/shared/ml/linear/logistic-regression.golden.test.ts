import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LabelledDataset } from '#shared/ml/dataset.ts'
import { type LogisticModel, logisticRegression } from '#shared/ml/linear/logistic-regression.ts'
import { fitted } from '../estimator-contract.ts'
import { mixedRows } from '../trees/labelled-examples.ts'

/** The coefficient of one number and the intercept, in the units of the data. */
function inOwnUnits({ terms, intercept }: LogisticModel): number[] {
  const slopes = terms.map(({ term, coefficient }) =>
    term.kind === 'number' ? coefficient / term.deviation : Number.NaN,
  )
  const shift = terms.reduce(
    (sum, { term }, index) => sum + (term.kind === 'number' ? (slopes[index] ?? 0) * term.mean : 0),
    0,
  )
  return [intercept - shift, ...slopes]
}

describe('launches before the Challenger and whether an O-ring failed', () => {
  const degrees = [
    53, 56, 57, 63, 66, 67, 67, 67, 68, 69, 70, 70, 70, 70, 72, 73, 75, 75, 76, 76, 78, 79, 80, 81,
  ]
  const failed = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
  const launches: LabelledDataset = {
    rowCount: 24,
    featureNames: ['degrees'],
    columns: [Float64Array.from(degrees)],
    labels: Float64Array.from(failed),
  }

  it('gives the coefficients that R prints: glm(Failure ~ Temp, family = binomial)', () => {
    // Montgomery, Peck, Vining print the same from Minitab: 10.875, -0.17132, log-likelihood -11.515.
    const model = fitted(logisticRegression.fit(launches, { l2: 0 }))
    const [intercept = 0, slope = 0] = inOwnUnits(model)
    expect(intercept).toBeCloseTo(10.87535, 5)
    expect(slope).toBeCloseTo(-0.17132, 5)
    const logLikelihood = [...model.predict(launches)].reduce(
      (sum, probability, row) => sum + Math.log(failed[row] === 1 ? probability : 1 - probability),
      0,
    )
    expect(logLikelihood).toBeCloseTo(-11.515, 3)
  })

  it('refuses classes that a threshold parts when there is no penalty, and learns them with one', () => {
    const parted = { ...launches, labels: Float64Array.from(degrees, (value) => (value < 70 ? 1 : 0)) }
    const outcome = logisticRegression.fit(parted, { l2: 0 })
    expect(outcome.ok ? null : outcome.failure.kind).toBe('not-enough-data')
    expect(fitted(logisticRegression.fit(parted)).predict(parted).every(Number.isFinite)).toBe(true)
  })

  it('refuses two features that say the same when there is no penalty, and shares them with one', () => {
    const [column = new Float64Array()] = launches.columns
    const twice = {
      ...launches,
      featureNames: ['degrees', 'again'],
      columns: [column, column.map((value) => 2 * value)],
    }
    expect(logisticRegression.fit(twice, { l2: 0 }).ok).toBe(false)
    const { terms } = fitted(logisticRegression.fit(twice))
    expect(terms[0]?.coefficient).toBeCloseTo(terms[1]?.coefficient ?? Number.NaN, 9)
  })
})

interface Golden {
  readonly columns: number[][]
  readonly labels: number[]
  readonly models: { l2: number; intercept: number; coefficients: number[] }[]
}

const golden = JSON.parse(
  readFileSync(new URL('fixtures/scikit-learn.json', import.meta.url), 'utf8'),
) as Golden

it.each(golden.models)('gives the coefficients of scikit-learn for a penalty of $l2', (expected) => {
  const dataset: LabelledDataset = {
    rowCount: golden.labels.length,
    featureNames: ['a', 'b', 'c'],
    columns: golden.columns.map((column) => Float64Array.from(column)),
    labels: Float64Array.from(golden.labels),
  }
  const model = fitted(logisticRegression.fit(dataset, { l2: expected.l2 }))
  expect(model.intercept).toBeCloseTo(expected.intercept, 6)
  for (const [index, coefficient] of expected.coefficients.entries()) {
    expect(model.terms[index]?.coefficient).toBeCloseTo(coefficient, 6)
  }
})

it.each([0.5, 5])(
  'stands where the slope of the penalised loss is zero, with missing values and categories, penalty %f',
  (l2) => {
    const dataset = {
      ...mixedRows(31, 300, 'class'),
      weights: Float64Array.from({ length: 300 }, (_, row) => 1 + (row % 3)),
    }
    const model = fitted(logisticRegression.fit(dataset, { l2 }))
    const off = model
      .predict(dataset)
      .map((probability, row) => (dataset.weights[row] ?? 1) * (probability - (dataset.labels[row] ?? 0)))
    const sumOf = (part: (row: number) => number) => off.reduce((sum, each, row) => sum + each * part(row), 0)
    expect(Math.abs(sumOf(() => 1))).toBeLessThan(1e-5)
    const kinds = new Set(model.terms.map(({ term }) => term.kind))
    expect([...kinds].sort()).toEqual(['category', 'missing', 'number'])
    for (const { term, coefficient } of model.terms) {
      const column = dataset.columns[term.feature] ?? new Float64Array()
      const slope = sumOf((row) => {
        const value = column[row] ?? Number.NaN
        if (term.kind === 'missing') return Number.isNaN(value) ? 1 : 0
        if (term.kind === 'category') return value === term.code ? 1 : 0
        return Number.isNaN(value) ? 0 : (value - term.mean) / term.deviation
      })
      expect(Math.abs(slope + l2 * coefficient)).toBeLessThan(1e-5)
    }
  },
)

it('says what each feature adds to the mean score, up to the score of the row', () => {
  const dataset = mixedRows(32, 200, 'class')
  const model = fitted(logisticRegression.fit(dataset))
  const scores = model.scores(dataset)
  for (const [row, score] of scores.entries()) {
    const { expected, contributions } = model.explain(dataset, row)
    expect(contributions.reduce((total, each) => total + each, expected)).toBeCloseTo(score, 12)
    expect(expected).toBeCloseTo(scores.reduce((total, each) => total + each, 0) / 200, 9)
  }
})
