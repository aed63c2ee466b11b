import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitIsotonic, isotonicCurve, isotonicValue } from '#shared/ml/calibration/isotonic.ts'
import { fitPlatt } from '#shared/ml/calibration/platt.ts'

describe('isotonic regression', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 5 })), {
    minLength: 2,
    maxLength: 25,
  })

  it('is the min-max of means: the definition of the nearest rising curve', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const outcome = fitIsotonic(
          Float64Array.from(pairs, ([score]) => score),
          Float64Array.from(pairs, ([, value]) => value),
        )
        if (!outcome.ok) throw new Error(outcome.failure.message)
        const scores = [...new Set(pairs.map(([score]) => score))].sort((a, b) => a - b)
        const meanBetween = (low: number, high: number) => {
          const inside = pairs.filter(([score]) => score >= low && score <= high)
          return inside.reduce((sum, [, value]) => sum + value, 0) / inside.length
        }
        for (const score of scores) {
          const lower = scores.filter((low) => low <= score)
          const upper = scores.filter((high) => high >= score)
          const expected = Math.max(
            ...lower.map((low) => Math.min(...upper.map((high) => meanBetween(low, high)))),
          )
          expect(isotonicValue(outcome.value, score)).toBeCloseTo(expected, 10)
        }
        expect(isotonicCurve.parse(JSON.parse(JSON.stringify(outcome.value)))).toEqual(outcome.value)
      }),
    )
  })

  it('never falls, and stays between its ends', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.double({ min: -3, max: 12, noNaN: true }), { minLength: 2 }),
        (pairs, asked) => {
          const outcome = fitIsotonic(
            Float64Array.from(pairs, ([score]) => score),
            Float64Array.from(pairs, ([, value]) => value),
          )
          if (!outcome.ok) throw new Error(outcome.failure.message)
          const values = asked.toSorted((a, b) => a - b).map((score) => isotonicValue(outcome.value, score))
          for (const [index, value] of values.entries()) {
            expect(value).toBeGreaterThanOrEqual((values[index - 1] ?? value) - 1e-12)
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(5)
          }
        },
      ),
    )
  })
})

it.each([
  ['one row for a curve', fitIsotonic(Float64Array.of(1), Float64Array.of(1)), 'not-enough-data'],
  [
    'a score that is no number',
    fitIsotonic(Float64Array.of(1, Number.NaN), Float64Array.of(1, 0)),
    'invalid-data',
  ],
  [
    'rows without weight',
    fitIsotonic(Float64Array.of(1, 2), Float64Array.of(1, 0), new Float64Array(2)),
    'not-enough-data',
  ],
  ['one class for a sigmoid', fitPlatt(Float64Array.of(1, 2), Float64Array.of(1, 1)), 'not-enough-data'],
  [
    'an infinite score',
    fitPlatt(Float64Array.of(1, Number.POSITIVE_INFINITY), Float64Array.of(1, 0)),
    'invalid-data',
  ],
])('refuses %s', (_name, outcome, kind) => {
  expect(outcome.ok ? null : outcome.failure.kind).toBe(kind)
})

it('a sigmoid over scores that are all alike says how often the label is 1', () => {
  const outcome = fitPlatt(
    new Float64Array(98).fill(3),
    Float64Array.from({ length: 98 }, (_, row) => (row < 49 ? 1 : 0)),
  )
  if (!outcome.ok) throw new Error(outcome.failure.message)
  expect(outcome.value.slope * 3 + outcome.value.intercept).toBeCloseTo(0, 6)
})
