import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backtestSpread } from '#shared/forecasting/intervals/backtest-spread.ts'
import { forecastIntervals, forecastQuantile } from '#shared/forecasting/intervals/interval.ts'

const errors = fc.array(
  fc
    .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 4 })
    .map((row) => Float64Array.from(row)),
  { minLength: 1, maxLength: 5 },
)

it('ranges hold the forecast, hold each other and grow with the step', () => {
  fc.assert(
    fc.property(
      errors,
      fc.double({ min: 1, max: 8, noNaN: true }),
      fc.integer({ min: 1, max: 9 }),
      (rows, freedom, horizon) => {
        const points = new Float64Array(horizon).fill(50)
        const spread = backtestSpread(rows, horizon, freedom)
        const [half, most, nearly] = forecastIntervals(points, spread, Number.NEGATIVE_INFINITY) as [
          never,
          never,
          never,
        ]
        const ends = [nearly, most, half] as { lower: Float64Array; upper: Float64Array }[]
        for (let step = 0; step < horizon; step++) {
          const lowers = [...ends.map(({ lower }) => lower[step] as number), 50]
          const uppers = [50, ...ends.map(({ upper }) => upper[step] as number).reverse()]
          expect(lowers).toEqual([...lowers].sort((one, other) => one - other))
          expect(uppers).toEqual([...uppers].sort((one, other) => one - other))
          if (step === 0) continue
          for (const { lower, upper } of ends) {
            const width = (at: number) => (upper[at] as number) - (lower[at] as number)
            expect(width(step)).toBeGreaterThanOrEqual(width(step - 1) * (1 - 1e-12))
          }
        }
      },
    ),
    { seed: 3 },
  )
})

it('nothing lies below the floor, and quantiles rise with their probability', () => {
  fc.assert(
    fc.property(errors, (rows) => {
      const points = Float64Array.of(0, 2, 1e5)
      const spread = backtestSpread(rows, 3, 2)
      for (const { lower, upper } of forecastIntervals(points, spread, 0)) {
        expect(lower.every((value) => value >= 0)).toBe(true)
        expect(upper.every((value, at) => value >= (lower[at] as number))).toBe(true)
      }
      const [low, middle, high] = [0.5, 0.9, 0.98].map((probability) =>
        forecastQuantile(points, spread, 0, probability),
      )
      points.forEach((_, at) => {
        expect(middle?.[at]).toBeGreaterThanOrEqual(low?.[at] as number)
        expect(high?.[at]).toBeGreaterThanOrEqual(middle?.[at] as number)
      })
    }),
    { seed: 4 },
  )
})
