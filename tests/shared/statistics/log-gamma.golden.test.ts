import { describe, expect, it } from 'vitest'
import { logBeta, logGamma } from '#shared/statistics/log-gamma.ts'

/** Exact values: factorials, and gamma(1/2) = sqrt(pi) with its recurrence. */
const exact: readonly (readonly [number, number])[] = [
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [1, 0],
  [1.5, Math.log(Math.sqrt(Math.PI) / 2)],
  [2, 0],
  [5, Math.log(24)],
  [11, Math.log(3628800)],
  [21, Math.log(2432902008176640000)],
]

describe('logGamma', () => {
  it.each(exact)('of %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(2e-14 * Math.max(1, expected))
  })

  it('obeys the reflection formula (DLMF 5.5.3) and the duplication formula (5.5.5)', () => {
    for (let x = 0.01; x < 1; x += 0.01) {
      const reflected = Math.log(Math.PI / Math.sin(Math.PI * x))
      expect(logGamma(x) + logGamma(1 - x)).toBeCloseTo(reflected, 12)
    }
    for (let x = 0.3; x < 200; x *= 1.1) {
      const doubled = (2 * x - 1) * Math.LN2 - 0.5 * Math.log(Math.PI) + logGamma(x) + logGamma(x + 0.5)
      expect(Math.abs(logGamma(2 * x) - doubled)).toBeLessThan(1e-13 * Math.max(10, Math.abs(doubled)))
    }
  })

  it('has no value at and below 0', () => {
    expect([logGamma(0), logGamma(-1.5), logGamma(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })
})

describe('logBeta', () => {
  it('is the reciprocal of a binomial coefficient for whole numbers', () => {
    // B(4, 7) = 3! 6! / 10!
    expect(logBeta(4, 7)).toBeCloseTo(Math.log((6 * 720) / 3628800), 13)
  })
})
