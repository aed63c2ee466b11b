import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fitIsotonic, isotonicValue } from '#shared/ml/calibration/isotonic.ts'
import { fitPlatt, plattValue } from '#shared/ml/calibration/platt.ts'

interface Golden {
  readonly isotonic: {
    scores: number[]
    outcomes: number[]
    weights: number[] | null
    at: number[]
    values: number[]
  }[]
  readonly platt: { scores: number[]; labels: number[]; slope: number; intercept: number }[]
}

/** scikit-learn's IsotonicRegression(out_of_bounds="clip") and its sigmoid calibration. */
const golden = JSON.parse(
  readFileSync(new URL('fixtures/scikit-learn.json', import.meta.url), 'utf8'),
) as Golden

it.each(golden.isotonic)('isotonic regression, tied scores and weights', (expected) => {
  const weights = expected.weights === null ? undefined : Float64Array.from(expected.weights)
  const outcome = fitIsotonic(
    Float64Array.from(expected.scores),
    Float64Array.from(expected.outcomes),
    weights,
  )
  if (!outcome.ok) throw new Error(outcome.failure.message)
  for (const [index, score] of expected.at.entries()) {
    expect(isotonicValue(outcome.value, score)).toBeCloseTo(expected.values[index] ?? Number.NaN, 12)
  }
})

it.each(golden.platt)("Platt's sigmoid", ({ scores, labels, slope, intercept }) => {
  const outcome = fitPlatt(Float64Array.from(scores), Float64Array.from(labels))
  if (!outcome.ok) throw new Error(outcome.failure.message)
  // scikit-learn stops at a slope of 1e-6 or so.
  expect(outcome.value.slope).toBeCloseTo(slope, 4)
  expect(outcome.value.intercept).toBeCloseTo(intercept, 4)
  expect(plattValue(outcome.value, 0)).toBeCloseTo(1 / (1 + Math.exp(-intercept)), 4)
})
