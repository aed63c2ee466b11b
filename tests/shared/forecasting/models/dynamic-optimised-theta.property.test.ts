import { expect, it } from 'vitest'
import { dynamicOptimisedTheta } from '#shared/forecasting/models/dynamic-optimised-theta.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { minimiseByNelderMead } from '#shared/optimisation/nelder-mead.ts'

/** Level, line through all points so far and forecast as the paper has them, step by step, with the first level and the curvature given. */
function squaresByDefinition(series: Float64Array, rate: number, first: number, curvature: number): number {
  let level = rate * (series[0] as number) + (1 - rate) * first
  let squares = 0
  for (let count = 1; count < series.length; count++) {
    const times = Array.from({ length: count }, (_, at) => at + 1)
    const meanTime = (count + 1) / 2
    const mean = times.reduce((sum, time) => sum + (series[time - 1] as number), 0) / count
    const spread = times.reduce((sum, time) => sum + (time - meanTime) ** 2, 0)
    const slope =
      count === 1
        ? 0
        : times.reduce((sum, time) => sum + (time - meanTime) * (series[time - 1] as number), 0) / spread
    const intercept = mean - slope * meanTime
    const line = (1 - rate) ** count * intercept + ((1 - (1 - rate) ** (count + 1)) / rate) * slope
    const value = series[count] as number
    const error = value - level - (1 - 1 / curvature) * line
    if (count > 1) squares += error * error
    level = rate * value + (1 - rate) * level
  }
  return squares
}

it('no search over rate, first level and curvature together finds a lower sum of squares', () => {
  const random = seededRandom(44)
  for (let round = 0; round < 40; round++) {
    const trend = 4 * random() - 2
    const roughness = 10 * random()
    let level = 50 * random()
    const series = Float64Array.from({ length: 12 + Math.floor(40 * random()) }, (_, at) => {
      level += roughness * (random() - 0.5)
      return level + trend * at + 8 * random()
    })
    const start = series[0] as number
    const size = series.reduce((most, value) => Math.max(most, Math.abs(value - start)), 0)
    const other = minimiseByNelderMead(
      ([rate, first, curvature]) =>
        squaresByDefinition(
          series,
          rate as number,
          start / (curvature as number) + (first as number) * size,
          curvature as number,
        ),
      [0.5, 0, 2],
      { low: [0.1, -4, 1], high: [0.99, 4, 20] },
      { stepSize: [0.1, 0.4, 2], maxEvaluations: 1500 },
    )
    const fitted = dynamicOptimisedTheta.fit(series, { season: 1 })
    if (!fitted.ok) throw new Error(fitted.failure.message)
    const ours = fitted.value.residuals.reduce((sum, error) => sum + error * error, 0)
    expect(ours / other.value, `round ${round}`).toBeLessThan(1 + 1e-5)
  }
})

function noisyWalk(seed: number, count: number): Float64Array {
  const random = seededRandom(seed)
  let level = 0
  return Float64Array.from({ length: count }, () => {
    level += random() - 0.45
    return level + 2 * random()
  })
}

function squaresOf(errors: Float64Array): number {
  return errors.reduce((sum, error) => sum + error * error, 0)
}

function fitted(series: Float64Array) {
  const result = dynamicOptimisedTheta.fit(series, { season: 1 })
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}

it.each([1e6, 1e90])(
  'forecasts %s times as much for so many times the size, at a level of a million too',
  (factor) => {
    for (const level of [10, 1e6]) {
      for (let seed = 71; seed <= 80; seed++) {
        const series = noisyWalk(seed, 40).map((value) => level + value)
        const one = fitted(series)
        const other = fitted(series.map((value) => factor * value))
        const last = series.at(-1) as number
        other.forecast(6).forEach((point, at) => {
          const difference = (point / factor - (one.forecast(6)[at] as number)) / (1 + Math.abs(last - level))
          expect(Math.abs(difference), `seed ${seed}, level ${level}`).toBeLessThan(1e-5)
        })
        expect(
          squaresOf(other.residuals.map((error) => error / factor)) / squaresOf(one.residuals),
        ).toBeCloseTo(1, 6)
      }
    }
  },
)

// The level and the line's intercept take up whatever is added to all points, so the errors stay as they are.
it.each([1e4, 1e8, 1e10])('has the same errors with %s added to all points', (level) => {
  for (let seed = 81; seed <= 100; seed++) {
    const series = noisyWalk(seed, 40)
    const raised = series.map((value) => level + value)
    const one = fitted(raised.map((value) => value - level))
    const other = fitted(raised)
    expect(squaresOf(other.residuals) / squaresOf(one.residuals), `seed ${seed}`).toBeCloseTo(1, 6)
    other.forecast(6).forEach((point, at) => {
      expect(point - level - (one.forecast(6)[at] as number)).toBeCloseTo(0, 3)
    })
  }
})
