import { expect, it } from 'vitest'
import { fitSmoothing } from '#shared/forecasting/smoothing/fit-smoothing.ts'

/** Oil production of Saudi Arabia, 1996 to 2013, million tonnes: table 7.1 of Hyndman and Athanasopoulos, Forecasting: Principles and Practice (2nd edition). */
const oil = Float64Array.of(
  445.3641,
  453.195,
  454.4096,
  422.3789,
  456.0371,
  440.3866,
  425.1944,
  486.2052,
  500.4291,
  521.2759,
  508.9476,
  488.8889,
  509.8706,
  456.7229,
  473.8166,
  525.9509,
  549.8338,
  542.34,
)

// Printed by R's forecast::ses(oildata, h = 5).
it('simple exponential smoothing of the oil series is that of R', () => {
  const fitted = fitSmoothing(oil, 1, { error: 'additive', trend: 'none', season: 'none' })
  expect(Math.abs(fitted.rates.level - 0.8339)).toBeLessThan(0.001)
  expect(fitted.initial.level).toBeCloseTo(446.5868, 0)
  expect(fitted.aicc).toBeCloseTo(179.8573, 3)
  expect(fitted.forecast(1)[0]).toBeCloseTo(542.6806, 1)
  const fitted1997To2000 = [445.5672, 451.928, 453.9974, 427.6311]
  fitted1997To2000.forEach((value, at) => {
    expect((oil[at + 1] as number) - (fitted.residuals[at + 1] as number)).toBeCloseTo(value, 1)
  })
})
