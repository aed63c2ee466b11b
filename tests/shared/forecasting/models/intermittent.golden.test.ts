import { expect, it } from 'vitest'
import { classifyDemand } from '#shared/forecasting/demand-class.ts'
import type { Forecaster } from '#shared/forecasting/forecaster.ts'
import { croston, syntetosBoylan } from '#shared/forecasting/models/croston.ts'
import { teunterSyntetosBabai } from '#shared/forecasting/models/teunter-syntetos-babai.ts'

const next = (forecaster: Forecaster, series: number[]) => {
  const fitted = forecaster.fit(Float64Array.from(series), { season: 1 })
  return fitted.ok ? (fitted.value.forecast(1)[0] as number) : Number.NaN
}

// Worked through on paper with rate 0.5: sizes 4, then 4 + 0.5 (8 - 4) = 6; intervals 2, then 2 + 0.5 (3 - 2) = 2.5.
it('Croston and its correction, step by step', () => {
  const series = [0, 4, 0, 0, 8, 0]
  expect(next(croston(0.5), series)).toBeCloseTo(6 / 2.5, 12)
  expect(next(syntetosBoylan(0.5), series)).toBeCloseTo((0.75 * 6) / 2.5, 12)
})

// Probability 1/2 at the first demand: 0.75, 0.375, 0.1875, 0.59375, 0.296875. Size 4, 4, 6.
it('Teunter, Syntetos and Babai, step by step', () => {
  expect(next(teunterSyntetosBabai(0.5, 0.5), [0, 4, 0, 0, 8, 0])).toBeCloseTo(0.296875 * 6, 12)
})

it('a product that no longer sells fades away, which Croston does not see', () => {
  const series = [3, 3, 3, 3, ...new Array(60).fill(0)]
  expect(next(teunterSyntetosBabai(), series)).toBeLessThan(0.02)
  expect(next(croston(), series)).toBeGreaterThan(1)
})

it.each([
  ['smooth', [5, 6, 5, 7, 6, 5]],
  ['erratic', [1, 20, 2, 1, 30, 1]],
  ['intermittent', [0, 5, 0, 0, 5, 0]],
  ['lumpy', [0, 1, 0, 0, 40, 0, 0, 2]],
  ['none', [0, 0, 0]],
])('demand is %s', (kind, series) => {
  expect(classifyDemand(Float64Array.from(series)).kind).toBe(kind)
})
