import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearScale, niceTicks } from '#app/charts/linear-scale.ts'

const amount = fc.integer({ min: -10_000_000, max: 10_000_000 })

describe('linearScale', () => {
  it('maps the ends of the domain to the ends of the range and the middle to the middle', () => {
    const scale = linearScale([0, 50], [200, 0])
    expect([scale(0), scale(25), scale(50)]).toEqual([200, 100, 0])
  })

  it('puts a domain of one point in the middle', () => {
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5)
  })
})

describe('niceTicks', () => {
  it('chooses steps a person would choose', () => {
    expect(niceTicks([412_300])).toEqual([0, 200_000, 400_000, 600_000])
    expect(niceTicks([0.3])).toEqual([0, 0.1, 0.2, 0.3])
    expect(niceTicks([-15, 40])).toEqual([-20, 0, 20, 40])
  })

  it('has an axis even for nothing', () => {
    expect(niceTicks([])).toEqual([0, 1])
    expect(niceTicks([0, 0])).toEqual([0, 1])
  })

  it('covers every value and zero, evenly, with few ticks', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (values) => {
        const ticks = niceTicks(values)
        const first = ticks[0] ?? Number.NaN
        const last = ticks.at(-1) ?? Number.NaN
        expect(ticks).toContain(0)
        expect(first).toBeLessThanOrEqual(Math.min(...values))
        expect(last).toBeGreaterThanOrEqual(Math.max(...values))
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(8)
        const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0))
        for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? 0, 6)
      }),
      { seed: 20261121 },
    )
  })
})
