import { describe, expect, it } from 'vitest'
import { minimiseByNelderMead } from '#shared/optimisation/nelder-mead.ts'

const wide = (size: number) => ({ low: new Array(size).fill(-100), high: new Array(size).fill(100) })

/** Moré, Garbow and Hillstrom 1981, "Testing unconstrained optimization software": start, and the known minimum. */
const problems = {
  Rosenbrock: {
    start: [-1.2, 1],
    minimum: [1, 1],
    value: ([x = 0, y = 0]: Float64Array) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  },
  'Powell singular': {
    start: [3, -1, 0, 1],
    minimum: [0, 0, 0, 0],
    value: ([a = 0, b = 0, c = 0, d = 0]: Float64Array) =>
      (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4,
  },
  Wood: {
    start: [-3, -1, -3, -1],
    minimum: [1, 1, 1, 1],
    value: ([a = 0, b = 0, c = 0, d = 0]: Float64Array) =>
      100 * (b - a * a) ** 2 +
      (1 - a) ** 2 +
      90 * (d - c * c) ** 2 +
      (1 - c) ** 2 +
      10.1 * ((b - 1) ** 2 + (d - 1) ** 2) +
      19.8 * (b - 1) * (d - 1),
  },
}

describe('minimiseByNelderMead', () => {
  it.each(Object.entries(problems))('finds the minimum of %s', (_name, { start, minimum, value }) => {
    const found = minimiseByNelderMead(value, start, wide(start.length))
    expect(found.isConverged).toBe(true)
    expect(found.value).toBeLessThan(1e-9)
    for (const [index, number] of minimum.entries()) expect(found.point[index]).toBeCloseTo(number, 2)
  })

  it('stays in the box, and finds a minimum at its edge', () => {
    const seen: number[] = []
    const box = { low: [2, -5], high: [10, 5] }
    const found = minimiseByNelderMead(
      ([x = 0, y = 0]) => {
        seen.push(x)
        return (x - 1) ** 2 + (y + 1) ** 2
      },
      [9, 4],
      box,
    )
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(2)
    expect(found.point[0]).toBeCloseTo(2, 6)
    expect(found.point[1]).toBeCloseTo(-1, 5)
  })

  it('goes round places without a value', () => {
    const found = minimiseByNelderMead(([x = 0]) => (x < 0 ? Number.NaN : (x - 3) ** 2), [0.1], wide(1))
    expect(found.point[0]).toBeCloseTo(3, 5)
  })

  it('stops after so many questions, saying that it did not converge', () => {
    const found = minimiseByNelderMead(problems.Wood.value, problems.Wood.start, wide(4), {
      maxEvaluations: 40,
    })
    expect(found.isConverged).toBe(false)
    expect(found.evaluations).toBeLessThan(50)
  })

  it('does not change the start', () => {
    const start = [1, 2]
    minimiseByNelderMead(([x = 0, y = 0]) => x * x + y * y, start, wide(2))
    expect(start).toEqual([1, 2])
  })
})

it.each([
  ['in the middle', 1, [1, 1.5]],
  ['so near the upper edge that a part of the step fits', 1.9, [1.9, 1.4]],
  ['at the upper edge', 2, [2, 1.5]],
  ['beyond the upper edge', 3, [2, 1.5]],
  ['at the lower edge', 0, [0, 0.5]],
])('begins with a whole step: %s', (_, start, corners) => {
  const asked: number[] = []
  const ask = ([x]: Float64Array) => asked.push(x as number)
  minimiseByNelderMead(ask, [start], { low: [0], high: [2] }, { stepSize: 0.5, maxEvaluations: 2 })
  expect(asked.slice(0, 2).map((value) => Number(value.toFixed(9)))).toEqual(corners)
})

it('begins again with a whole small step down from a minimum near the upper edge', () => {
  const asked: number[] = []
  const evaluate = ([x]: Float64Array) => {
    asked.push(x as number)
    return ((x as number) - 1.99) ** 2
  }
  const once = minimiseByNelderMead(evaluate, [1], { low: [0], high: [2] }, { maxRestarts: 0 })
  asked.length = 0
  minimiseByNelderMead(evaluate, [1], { low: [0], high: [2] }, { maxRestarts: 1 })
  const [from = Number.NaN, next = Number.NaN] = asked.slice(once.evaluations)
  expect(from).toBe(once.point[0])
  expect(next).toBeCloseTo(from - 0.05, 12)
})
