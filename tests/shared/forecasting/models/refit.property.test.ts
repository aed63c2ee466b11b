import { expect, it } from 'vitest'
import { fitArma } from '#shared/forecasting/arima/fit-arma.ts'
import { automaticArima } from '#shared/forecasting/models/arima.ts'
import { automaticSmoothing } from '#shared/forecasting/models/automatic-smoothing.ts'
import { fitSmoothing } from '#shared/forecasting/smoothing/fit-smoothing.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const shape = { season: 1 }

function squaresOf(errors: Float64Array): number {
  return errors.reduce((sum, error) => sum + error * error, 0)
}

// A backtest must not know what came later: parameters are those of the points it is given, whatever the whole series says.
it('an ARIMA model that is fitted again to a stretch has the coefficients of that stretch', () => {
  for (const seed of [51, 52, 53, 54, 55]) {
    const random = seededRandom(seed)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let value = 0
    const series = Float64Array.from({ length: 300 }, (_, at) => {
      value = (at < 100 ? 0.9 : 0.3) * value + normal()
      return value
    })
    const whole = automaticArima.fit(series, shape)
    if (!whole.ok) throw new Error(whole.failure.message)
    const known = series.subarray(0, 100)
    const again = whole.value.refit?.(known)
    const order = { p: 1, q: 0, seasonalP: 0, seasonalQ: 0, constant: false }
    const best = fitArma(known, 1, order).sumOfSquares
    expect(squaresOf(whole.value.residuals.subarray(0, 100)) / best, `seed ${seed}`).toBeGreaterThan(1.1)
    expect(squaresOf(again?.residuals as Float64Array) / best, `seed ${seed}`).toBeLessThan(1.03)
  }
})

it('a smoothed level that is fitted again to a stretch follows as fast as is best there', () => {
  for (const seed of [61, 62, 63, 64, 65]) {
    const random = seededRandom(seed)
    let level = 100
    const series = Float64Array.from({ length: 300 }, (_, at) => {
      if (at < 100) level += 20 * (random() - 0.5)
      return level + (at < 100 ? 1 : 40) * (random() - 0.5)
    })
    const whole = automaticSmoothing.fit(series, shape)
    if (!whole.ok) throw new Error(whole.failure.message)
    const known = series.subarray(0, 100)
    const again = whole.value.refit?.(known)
    // Best with the level before the first point searched for, which fitting again takes from the first points.
    const best = squaresOf(
      fitSmoothing(known, 1, { error: 'additive', trend: 'none', season: 'none' }).residuals,
    )
    expect(squaresOf(whole.value.residuals.subarray(0, 100)) / best, `seed ${seed}`).toBeGreaterThan(1.1)
    expect(squaresOf(again?.residuals as Float64Array) / best, `seed ${seed}`).toBeLessThan(1.08)
  }
})
