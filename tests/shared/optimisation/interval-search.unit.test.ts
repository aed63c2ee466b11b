import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { minimiseOnInterval } from '#shared/optimisation/interval-search.ts'

const search = { low: -2, high: 3, gridPoints: 8, tolerance: 1e-4 }

describe('minimiseOnInterval', () => {
  it.each([
    ['a parabola', (at: number) => (at - 0.7) ** 2, 0.7],
    ['a steep side and a flat one', (at: number) => Math.exp(4 * at) - 30 * at, Math.log(7.5) / 4],
    ['an edge without a slope', (at: number) => Math.abs(at - 1.234), 1.234],
    ['the lower end', (at: number) => at, -2],
    ['the upper end', (at: number) => -at, 3],
    ['just inside an end', (at: number) => (at - 2.99) ** 2, 2.99],
    ['the deeper of two valleys', (at: number) => (at * at - 1) ** 2 - 0.3 * at, 1.03557],
    ['beside points without a value', (at: number) => (at < 0 ? Number.NaN : (at - 0.5) ** 2), 0.5],
  ])('finds the minimum: %s', (_name, evaluate, expected) => {
    const { at, value } = minimiseOnInterval(evaluate, search)
    expect(Math.abs(at - expected)).toBeLessThan(2e-4)
    expect(value).toBe(evaluate(at))
  })

  it('stays within its bounds, needs few steps and is never worse than its grid, whatever the function', () => {
    const random = seededRandom(41)
    for (let round = 0; round < 500; round++) {
      const waves = Array.from({ length: 4 }, () => [random(), 6 * random(), 6 * random()] as const)
      const evaluate = (at: number) =>
        waves.reduce((sum, [size, speed, phase]) => sum + size * Math.sin(speed * at + phase), 0)
      const asked: number[] = []
      const { value } = minimiseOnInterval((at) => {
        asked.push(at)
        return evaluate(at)
      }, search)
      expect(Math.min(...asked)).toBeGreaterThanOrEqual(search.low)
      expect(Math.max(...asked)).toBeLessThanOrEqual(search.high)
      expect(asked.length).toBeLessThan(45)
      expect(value).toBe(Math.min(...asked.map(evaluate)))
    }
  })

  it('ends where nothing has a value, and where all have the same', () => {
    expect(minimiseOnInterval(() => Number.NaN, search).value).toBe(Number.POSITIVE_INFINITY)
    expect(minimiseOnInterval(() => 5, search).value).toBe(5)
  })
})
