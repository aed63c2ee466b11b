import { describe, expect, it } from 'vitest'
import { quantile, quantileOfSorted } from '#shared/statistics/quantile.ts'

describe('quantile', () => {
  it('lies between two values in proportion (type 7: position (n - 1) times the share)', () => {
    const values = [40, 10, 30, 20]
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([10, 17.5, 25, 37, 40])
    expect(values).toEqual([40, 10, 30, 20])
  })

  it('knows one value, and none', () => {
    expect(quantile([7], 0.3)).toBe(7)
    expect(quantileOfSorted([], 0.5)).toBe(Number.NaN)
  })
})
