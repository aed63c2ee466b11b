import { expect, it } from 'vitest'
import { minimiseInBox } from '#shared/optimisation/box-simplex.ts'

const rosenbrock = ([x, y]: Float64Array) =>
  (1 - (x as number)) ** 2 + 100 * ((y as number) - (x as number) ** 2) ** 2

it('finds the bottom of a bent valley', () => {
  const { point, value } = minimiseInBox(rosenbrock, {
    lower: [-2, -2],
    upper: [2, 2],
    start: [-1.2, 1],
    maxEvaluations: 600,
    tolerance: 1e-12,
  })
  expect(point[0]).toBeCloseTo(1, 3)
  expect(value).toBeLessThan(1e-6)
})

it('stops at a bound', () => {
  const found = minimiseInBox(([x]) => ((x as number) - 5) ** 2, { lower: [0], upper: [2], start: [1] })
  expect(found.point[0]).toBeCloseTo(2, 6)
})

it('keeps within its evaluations and bounds, and takes NaN for very bad', () => {
  const asked: number[] = []
  const found = minimiseInBox(
    ([x, y]) => {
      asked.push(x as number, y as number)
      return (x as number) < 0 ? Number.NaN : (x as number) ** 2 + (y as number) ** 2
    },
    { lower: [-1, -1], upper: [1, 1], start: [0.9, 0.9], maxEvaluations: 60 },
  )
  expect(found.evaluations).toBeLessThanOrEqual(64)
  expect(asked.every((value) => Math.abs(value) <= 1)).toBe(true)
  expect(found.value).toBeLessThan(0.01)
})
