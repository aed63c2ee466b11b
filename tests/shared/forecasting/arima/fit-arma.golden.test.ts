import { expect, it } from 'vitest'
import { fitArma } from '#shared/forecasting/arima/fit-arma.ts'
import { seededRandom } from '#shared/kernel/random.ts'

/** R's dataset `lh`: luteinizing hormone in blood samples at 10 minute intervals (Diggle 1990). */
const lh = Float64Array.of(
  2.4,
  2.4,
  2.4,
  2.2,
  2.1,
  1.5,
  2.3,
  2.3,
  2.5,
  2.0,
  1.9,
  1.7,
  2.2,
  1.8,
  3.2,
  3.2,
  2.7,
  2.2,
  2.2,
  1.9,
  1.9,
  1.8,
  2.7,
  3.0,
  2.3,
  2.0,
  2.0,
  2.9,
  2.9,
  2.7,
  2.7,
  2.3,
  2.6,
  2.4,
  1.8,
  1.7,
  1.5,
  1.4,
  2.1,
  3.3,
  3.5,
  3.5,
  3.1,
  2.6,
  2.1,
  3.4,
  3.0,
  2.9,
)

// The help page of fable's AR prints .6578, -.0658, -.2348 and a variance of .1905 for these; that leaves the first three points out, where they
// are held against the mean here.
it('the third-order autoregression of lh is near that of R', () => {
  const fitted = fitArma(lh, 1, { p: 3, q: 0, seasonalP: 0, seasonalQ: 0, constant: true })
  const published = [0.6578, -0.0658, -0.2348]
  fitted.autoregression.forEach((value, at) => {
    expect(Math.abs(value - (published[at] as number))).toBeLessThan(0.02)
  })
  expect(fitted.sumOfSquares / lh.length).toBeCloseTo(0.1905, 1)
})

it('finds the coefficients that made a long series', () => {
  const random = seededRandom(5)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const count = 6000
  const shocks = Float64Array.from({ length: count }, normal)
  const series = new Float64Array(count)
  for (let at = 0; at < count; at++) {
    const shock = (back: number) => shocks[at - back] ?? 0
    const moved = shock(0) + 0.4 * shock(1) - 0.5 * shock(12) - 0.2 * shock(13)
    series[at] = moved + 0.7 * (series[at - 1] ?? 0)
  }
  const { autoregression, movingAverage, seasonalMovingAverage, sumOfSquares } = fitArma(series, 12, {
    p: 1,
    q: 1,
    seasonalP: 0,
    seasonalQ: 1,
    constant: false,
  })
  expect(autoregression[0]).toBeCloseTo(0.7, 1)
  expect(movingAverage[0]).toBeCloseTo(0.4, 1)
  expect(seasonalMovingAverage[0]).toBeCloseTo(-0.5, 1)
  expect(sumOfSquares / count).toBeCloseTo(1, 1)
})
