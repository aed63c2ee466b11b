import { expect, it } from 'vitest'
import {
  normalQuantile,
  studentInflation,
  studentQuantile,
} from '#shared/forecasting/intervals/student-inflation.ts'

// Any table of Student's t, both tails together.
it.each([
  [2, 0.1, 2.91999],
  [3, 0.2, 1.63774],
  [3, 0.05, 3.18245],
  [5, 0.05, 2.57058],
  [10, 0.01, 3.16927],
  [30, 0.05, 2.04227],
])('t with %s degrees is exceeded with probability %s at %s', (freedom, tails, value) => {
  expect(studentQuantile(tails, freedom) / value).toBeCloseTo(1, 3)
})

it.each([
  [0.975, 1.959964],
  [0.9, 1.281552],
  [0.05, -1.644854],
])('the normal quantile at %s is %s', (probability, value) => {
  expect(Math.abs(normalQuantile(probability) - value)).toBeLessThan(5e-4)
})

it('widens less the more is known, and not at all in the end', () => {
  const widths = [1, 1.5, 2, 4, 16, 200, Number.POSITIVE_INFINITY].map((freedom) =>
    studentInflation(0.9, freedom),
  )
  expect(widths).toEqual([...widths].sort((one, other) => other - one))
  expect(widths.at(-1)).toBe(1)
})
