import { describe, expect, it } from 'vitest'
import type { FittedForecaster, Forecaster } from '#shared/forecasting/forecaster.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { allForecasters, trendForecasters } from './all-forecasters.ts'

const season = 4
const random = seededRandom(11)
const ordinary = Float64Array.from(
  { length: 60 },
  (_, at) => 100 + 0.5 * at + 20 * Math.sin((at * Math.PI) / 2) + 8 * random(),
)

function fitted(forecaster: Forecaster, series: Float64Array): FittedForecaster {
  const result = forecaster.fit(series, { season })
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}

describe.each(allForecasters.map((forecaster) => [forecaster.name, forecaster] as const))(
  '%s',
  (_, forecaster) => {
    it('says the same twice and changes neither the series nor what it learned', () => {
      const before = ordinary.slice()
      const one = fitted(forecaster, ordinary)
      const first = one.forecast(7)
      expect(one.forecast(7)).toEqual(first)
      expect(fitted(forecaster, ordinary).forecast(7)).toEqual(first)
      expect(ordinary).toEqual(before)
    })

    it('forecasts the same first points whatever the horizon, far beyond the history too', () => {
      const one = fitted(forecaster, ordinary)
      const long = one.forecast(200)
      expect(long).toHaveLength(200)
      expect(long.every(Number.isFinite)).toBe(true)
      expect(long.slice(0, 5)).toEqual(one.forecast(5))
    })

    it('has residuals for the end of the series, all of them finite', () => {
      const { residuals } = fitted(forecaster, ordinary)
      expect(residuals.length).toBeGreaterThan(30)
      expect(residuals.length).toBeLessThanOrEqual(60)
      expect(residuals.every(Number.isFinite)).toBe(true)
    })

    it('carries a constant on', () => {
      // The correction of Syntetos and Boylan takes off half a rate even where there is demand at every point.
      const expected = forecaster.name === 'syntetos-boylan' ? 7 * 0.95 : 7
      const points = fitted(forecaster, new Float64Array(40).fill(7)).forecast(5)
      for (const point of points) expect(point).toBeCloseTo(expected, 5)
    })

    it.each([1e-3, 1e4])('forecasts %s times as much for a series of so many times the size', (factor) => {
      const plain = fitted(forecaster, ordinary).forecast(6)
      const scaled = fitted(
        forecaster,
        ordinary.map((value) => value * factor),
      ).forecast(6)
      scaled.forEach((point, at) => {
        expect(point / factor / (plain[at] as number)).toBeCloseTo(1, 3)
      })
    })

    it('refuses what no formula can take', () => {
      const refused = (series: number[]) => forecaster.fit(Float64Array.from(series), { season })
      expect(refused([])).toMatchObject({ ok: false, failure: { kind: 'not-enough-data' } })
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1e300]) {
        const series = [...ordinary.slice(0, 30), bad, ...ordinary.slice(30)]
        expect(refused(series)).toMatchObject({ ok: false, failure: { kind: 'invalid-data' } })
      }
    })

    it.each([
      ['one point', [5]],
      ['two points', [5, 6]],
      ['zeros', new Array(30).fill(0)],
      ['negative points', Array.from({ length: 30 }, (_, at) => -5 - (at % 3))],
      ['a spike of a thousand million', Array.from({ length: 30 }, (_, at) => (at === 17 ? 1e9 : 3))],
      ['one demand', Array.from({ length: 30 }, (_, at) => (at === 12 ? 4 : 0))],
    ])('answers finite numbers or a failure for %s', (_, series) => {
      const result = forecaster.fit(Float64Array.from(series), { season })
      if (!result.ok) expect(result.failure.retryable).toBe(false)
      else expect(result.value.forecast(40).every(Number.isFinite)).toBe(true)
    })
  },
)

describe.each(trendForecasters.map((forecaster) => [forecaster.name, forecaster] as const))(
  '%s',
  (_, forecaster) => {
    it('carries a straight line on', () => {
      const line = Float64Array.from({ length: 40 }, (_, at) => 10 + 3 * at)
      const points = fitted(forecaster, line).forecast(6)
      points.forEach((point, at) => {
        expect(Math.abs(point - (10 + 3 * (40 + at)))).toBeLessThan(0.05)
      })
    })
  },
)
