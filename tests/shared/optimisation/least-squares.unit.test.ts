import { expect, it } from 'vitest'
import { minimiseSquares } from '#shared/optimisation/least-squares.ts'

it('finds the curve through points that lie on one', () => {
  const at = [0, 0.5, 1, 1.5, 2, 3]
  const point = Float64Array.of(1, 0.1)
  const errors = new Float64Array(at.length)
  const squares = minimiseSquares(
    ([size, rate], into) => {
      at.forEach((time, of) => {
        into[of] = 2 * Math.exp(-0.7 * time) - (size as number) * Math.exp(-(rate as number) * time)
      })
      return into.reduce((sum, error) => sum + error * error, 0)
    },
    point,
    errors,
    { mostRounds: 30, leastGain: 1e-12 },
  )
  expect(squares).toBeLessThan(1e-12)
  expect(point[0]).toBeCloseTo(2, 5)
  expect(point[1]).toBeCloseTo(0.7, 5)
})

it('stays where nothing can be gained', () => {
  const point = Float64Array.of(0.3)
  const flat = minimiseSquares((_, into) => into.fill(2).length * 4, point, new Float64Array(3), {
    mostRounds: 5,
    leastGain: 0,
  })
  expect(flat).toBe(12)
  expect(point[0]).toBe(0.3)
})
