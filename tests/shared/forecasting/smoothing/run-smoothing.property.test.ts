import { expect, it } from 'vitest'
import { runSmoothing } from '#shared/forecasting/smoothing/run-smoothing.ts'
import type { SmoothingForm } from '#shared/forecasting/smoothing/smoothing-model.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const season = 4
const forms: SmoothingForm[] = (['additive', 'multiplicative'] as const).flatMap((error) =>
  (['none', 'additive', 'damped'] as const).flatMap((trend) =>
    (['none', 'additive', 'multiplicative'] as const).map((ofSeason) => ({
      error,
      trend,
      season: ofSeason,
    })),
  ),
)

/**
 * The component form of Hyndman and Athanasopoulos (Forecasting: Principles and Practice, table 7.6): level, slope and season are means of what was seen and what was expected. The slope's and the
 * season's rates are on the scale of the state space form.
 */
function byDefinition(
  series: Float64Array,
  form: SmoothingForm,
  { level: alpha, slope: beta, season: gamma, damping: phi }: Record<string, number>,
  begin: { level: number; slope: number; phases: number[] },
) {
  const fade = form.trend === 'none' ? 0 : form.trend === 'additive' ? 1 : (phi as number)
  let { level, slope } = begin
  const phases = [...begin.phases]
  const forecasts = Array.from(series, (value, at) => {
    const share = phases[at % season] as number
    const expected = level + fade * slope
    const [forecast, adjusted, ofSeason] =
      form.season === 'none'
        ? [expected, value, 0]
        : form.season === 'additive'
          ? [expected + share, value - share, value - expected]
          : [expected * share, value / share, value / expected]
    const before = level
    level = (alpha as number) * adjusted + (1 - (alpha as number)) * expected
    const slopeShare = (beta as number) / (alpha as number)
    slope = slopeShare * (level - before) + (1 - slopeShare) * fade * slope
    phases[at % season] = (gamma as number) * ofSeason + (1 - (gamma as number)) * share
    return forecast
  })
  return { forecasts, level, slope, phases }
}

it.each(forms.map((form) => [Object.values(form).join(', '), form] as const))(
  'follows the series as the textbook says, and least squares are the greatest likelihood: %s',
  (_, form) => {
    const random = seededRandom(46)
    for (let round = 0; round < 30; round++) {
      const series = Float64Array.from({ length: 40 }, (_, at) => 100 + at + 20 * random())
      const rates = {
        level: 0.1 + 0.8 * random(),
        slope: form.trend === 'none' ? 0 : 0.1 * random(),
        season: 0.3 * random(),
        damping: form.trend === 'damped' ? 0.8 + 0.18 * random() : 1,
      }
      const slope = form.trend === 'none' ? 0 : random()
      const phases = Array.from({ length: season }, () =>
        form.season === 'multiplicative' ? 0.8 + 0.4 * random() : 10 * random(),
      )
      const begin = { level: 90 + 20 * random(), slope, phases }
      const expected = byDefinition(series, form, rates, begin)
      const state = { ...begin, phases: Float64Array.from(phases) }
      const errors = new Float64Array(series.length)
      const squares = runSmoothing(series, form, rates, state, errors)

      const mean = Math.exp(
        expected.forecasts.reduce((sum, value) => sum + Math.log(value), 0) / series.length,
      )
      const wanted = expected.forecasts.map((forecast, at) => {
        const error = (series[at] as number) - forecast
        return form.error === 'additive' ? error : (mean * error) / forecast
      })
      wanted.forEach((error, at) => {
        expect(errors[at]).toBeCloseTo(error, 8)
      })
      expect(squares / wanted.reduce((sum, error) => sum + error * error, 0)).toBeCloseTo(1, 9)
      expect(state.level).toBeCloseTo(expected.level, 8)
      expect(state.slope).toBeCloseTo(expected.slope, 8)
      if (form.season !== 'none') {
        state.phases.forEach((phase, at) => {
          expect(phase).toBeCloseTo(expected.phases[at] as number, 8)
        })
      }
      // -2 log likelihood of the state space form, less n: n log of the sum of squares, and for relative errors twice the sum of logarithms of forecasts.
      if (form.error === 'multiplicative') {
        const relative = expected.forecasts.map((forecast, at) => (series[at] as number) / forecast - 1)
        const likelihood =
          series.length * Math.log(relative.reduce((sum, error) => sum + error * error, 0)) +
          2 * expected.forecasts.reduce((sum, forecast) => sum + Math.log(forecast), 0)
        expect(series.length * Math.log(squares)).toBeCloseTo(likelihood, 7)
      }
    }
  },
)

it('breaks where a multiplicative model would forecast zero or less', () => {
  const series = Float64Array.of(5, 4, 3, 2, 1, 1)
  const rates = { level: 0.1, slope: 0.05, season: 0.1, damping: 1 }
  const run = (form: SmoothingForm) =>
    runSmoothing(
      series,
      form,
      rates,
      { level: 5, slope: -2, phases: new Float64Array(1).fill(1) },
      new Float64Array(6),
    )
  expect(run({ error: 'multiplicative', trend: 'additive', season: 'none' })).toBe(Number.POSITIVE_INFINITY)
  expect(run({ error: 'multiplicative', trend: 'additive', season: 'multiplicative' })).toBe(
    Number.POSITIVE_INFINITY,
  )
  expect(run({ error: 'additive', trend: 'additive', season: 'none' })).toBeLessThan(1e3)
})
