import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { type LeastSquaresSearch, minimiseSquares } from '#shared/optimisation/least-squares.ts'
import { minimiseByNelderMead } from '#shared/optimisation/nelder-mead.ts'
import { squaresByDifferences } from '#shared/optimisation/squares-by-differences.ts'

const wide = { low: [-8, -8], high: [8, 8] }
const thorough = { mostRounds: 30, leastGain: 1e-12 }
const at = [0, 0.5, 1, 1.5, 2, 3]

function decay([size, rate]: Float64Array, into: Float64Array): number {
  at.forEach((time, of) => {
    into[of] = 2 * Math.exp(-0.7 * time) - (size as number) * Math.exp(-(rate as number) * time)
  })
  return into.reduce((sum, error) => sum + error * error, 0)
}

function minimise(
  evaluate: (point: Float64Array, errors: Float64Array) => number,
  count: number,
  point: Float64Array,
  box = wide,
  search: LeastSquaresSearch = thorough,
): number {
  return minimiseSquares(squaresByDifferences(evaluate, count, box), point, box, search)
}

describe('minimiseSquares', () => {
  it('finds the curve through points that lie on one', () => {
    const point = Float64Array.of(1, 0.1)
    expect(minimise(decay, at.length, point)).toBeLessThan(1e-12)
    expect(point[0]).toBeCloseTo(2, 5)
    expect(point[1]).toBeCloseTo(0.7, 5)
  })

  it('stays where nothing can be gained', () => {
    const point = Float64Array.of(0.3, 0)
    expect(minimise((_, into) => into.fill(2).length * 4, 3, point)).toBe(12)
    expect(point[0]).toBe(0.3)
  })

  it('finds the best point of a box where the minimum lies outside', () => {
    const random = seededRandom(43)
    for (let round = 0; round < 60; round++) {
      const low = [3 * random() - 1, random() - 0.5]
      const box = { low, high: low.map((value) => value + 0.2 + random()) }
      const start = Float64Array.from(low, (value, of) => (value + (box.high[of] as number)) / 2)
      const scratch = new Float64Array(at.length)
      const other = minimiseByNelderMead((point) => decay(point, scratch), start, box)
      const point = start.slice()
      const squares = minimise(decay, at.length, point, box)
      expect(squares).toBeLessThan(other.value * (1 + 1e-6) + 1e-12)
      point.forEach((value, of) => {
        expect(value).toBeGreaterThanOrEqual(box.low[of] as number)
        expect(value).toBeLessThanOrEqual(box.high[of] as number)
      })
    }
  })

  it('goes round points without a sum, and stays at one', () => {
    const walled = (point: Float64Array, into: Float64Array) =>
      (point[0] as number) > 1.5 ? Number.POSITIVE_INFINITY : decay(point, into)
    const point = Float64Array.of(1, 0.1)
    const from = decay(point, new Float64Array(at.length))
    expect(minimise(walled, at.length, point)).toBeLessThan(from / 2)
    expect(point[0]).toBeLessThanOrEqual(1.5)
    const lost = Float64Array.of(2, 0.1)
    expect(minimise(walled, at.length, lost)).toBe(Number.POSITIVE_INFINITY)
    expect(lost[0]).toBe(2)
  })

  it('takes a problem of any size of numbers', () => {
    const points = [1e-8, 1, 1e8].map((factor) => {
      const point = Float64Array.of(1, 0.1)
      minimise(
        (of, into) => {
          decay(of, into)
          for (let row = 0; row < into.length; row++) into[row] = factor * ((into[row] as number) + 0.1 * row)
          return into.reduce((sum, error) => sum + error * error, 0)
        },
        at.length,
        point,
      )
      return point
    })
    for (const point of points) {
      expect(point[0]).toBeCloseTo(points[1]?.[0] as number, 6)
      expect(point[1]).toBeCloseTo(points[1]?.[1] as number, 6)
    }
  })
})
