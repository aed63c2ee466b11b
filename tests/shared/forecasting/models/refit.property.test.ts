import { describe, expect, it } from 'vitest'
import { fitArma } from '#shared/forecasting/arima/fit-arma.ts'
import type { FittedForecaster, Forecaster } from '#shared/forecasting/forecaster.ts'
import { automaticArima, type ChosenArima } from '#shared/forecasting/models/arima.ts'
import { automaticSmoothing } from '#shared/forecasting/models/automatic-smoothing.ts'
import { seasonallyAdjusted } from '#shared/forecasting/models/seasonally-adjusted.ts'
import { type FittedSmoothing, fitSmoothing } from '#shared/forecasting/smoothing/fit-smoothing.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'

function fitted(forecaster: Forecaster, series: Float64Array, season: number): FittedForecaster {
  const result = forecaster.fit(series, { season })
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}

/** The same form, after two shorter stretches. */
function refitted(whole: FittedForecaster, series: Float64Array, count: number): FittedForecaster {
  const stretches = [count - 12, count - 6, count].map((end) => series.subarray(0, end))
  return whole.refit?.(stretches)[2] as FittedForecaster
}

function squaresOf(errors: Float64Array): number {
  return errors.reduce((sum, error) => sum + error * error, 0)
}

const normal = (random: RandomSource) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const known = 84
const season = 12

/** A season on a level that wanders, with a slope; after the known points the slope, the noise and how fast the level moves may all be others. */
function seriesWithFuture(seed: number, future: number): Float64Array {
  const random = seededRandom(seed)
  let level = 400
  let slope = 2 * normal(random)
  let [noise, unrest] = [5, 5 * random()]
  const past = Float64Array.from({ length: known + 28 }, (_, at) => {
    level += slope + unrest * normal(random)
    return at < known ? level + 30 * Math.sin((2 * Math.PI * at) / season) + noise * normal(random) : level
  })
  level = past[known - 1] as number
  const later = seededRandom(1000 * seed + future)
  slope = 8 * normal(later)
  noise = 20 * later()
  unrest = 20 * later()
  for (let at = known; at < past.length; at++) {
    level += slope + unrest * normal(later)
    past[at] = Math.max(1, level + 30 * Math.sin((2 * Math.PI * at) / season) + noise * normal(later))
  }
  return past
}

// A backtest must not know what came later. What is chosen on the whole series is the form; all numbers are those of the stretch.
describe('fitted again to what two series have in common, the same form says the same', () => {
  it.each([
    [
      'exponential smoothing',
      automaticSmoothing,
      (model: FittedForecaster) => (model as FittedSmoothing).form,
    ],
    ['ARIMA', automaticArima, (model: FittedForecaster) => (model as ChosenArima).order],
  ] as const)('%s', (_, forecaster, formOf) => {
    let pairs = 0
    for (let seed = 1; seed <= 12; seed++) {
      const seen = new Map<string, Float64Array>()
      for (let future = 0; future < 6; future++) {
        const series = seriesWithFuture(seed, future)
        const whole = fitted(forecaster, series, season)
        const again = refitted(whole, series, known).forecast(12)
        const form = JSON.stringify(formOf(whole))
        const before = seen.get(form)
        seen.set(form, again)
        if (before === undefined) continue
        pairs++
        again.forEach((point, step) => {
          expect(point, `seed ${seed}, future ${future}, ${form}`).toBeCloseTo(before[step] as number, 9)
        })
      }
    }
    expect(pairs).toBeGreaterThan(10)
  })

  it('the same with the season taken out before', () => {
    const forecaster = seasonallyAdjusted(automaticSmoothing)
    const forecasts = Array.from({ length: 6 }, (_, future) => {
      const series = seriesWithFuture(3, future)
      return refitted(fitted(forecaster, series, season), series, known)
        .forecast(12)
        .join()
    })
    // Of six futures there are at most as many forecasts as forms without a season.
    expect(new Set(forecasts).size).toBeLessThan(forecasts.length)
  })
})

it('an ARIMA model that is fitted again to a stretch has the coefficients of that stretch', () => {
  for (const seed of [51, 52, 53, 54, 55]) {
    for (const [early, late] of [
      [0.9, 0.3],
      [0.3, 0.9],
    ] as const) {
      const random = seededRandom(seed)
      let value = 0
      const series = Float64Array.from({ length: 300 }, (_, at) => {
        value = (at < 100 ? early : late) * value + normal(random)
        return value
      })
      const whole = fitted(automaticArima, series, 1) as ChosenArima
      const stretch = series.subarray(0, 100)
      const again = refitted(whole, series, stretch.length).residuals
      if (whole.order.differences > 0) continue
      const best = fitArma(stretch, 1, whole.order).sumOfSquares
      expect(squaresOf(again) / best, `seed ${seed}, ${early} then ${late}`).toBeLessThan(1.001)
    }
  }
})

it('smoothing that is fitted again to a stretch follows as fast as is best there', () => {
  for (const seed of [61, 62, 63, 64, 65]) {
    for (const movesFirst of [true, false]) {
      const random = seededRandom(seed)
      let level = 100
      const series = Float64Array.from({ length: 300 }, (_, at) => {
        const moves = at < 100 === movesFirst
        if (moves) level += 20 * (random() - 0.5)
        return level + (moves ? 1 : 40) * (random() - 0.5)
      })
      const whole = fitted(automaticSmoothing, series, 1) as FittedSmoothing
      const stretch = series.subarray(0, 100)
      const again = refitted(whole, series, stretch.length).residuals
      const best = squaresOf(
        fitSmoothing(stretch, 1, whole.form, {
          refinement: { mostRounds: 60, leastGain: 1e-12 },
          searchInitial: false,
        }).residuals,
      )
      expect(squaresOf(again) / best, `seed ${seed}, moves first: ${movesFirst}`).toBeLessThan(1.001)
    }
  }
})
