import { describe, expect, it } from 'vitest'
import { lowerGamma, lowerGammaInverse, upperGamma } from '#shared/statistics/incomplete-gamma.ts'

/** For whole shapes Q(n, x) = e^-x (1 + x + ... + x^(n-1) / (n-1)!), DLMF 8.4.10. */
function poissonBelow(shape: number, x: number): number {
  let term = 1
  let sum = 1
  for (let index = 1; index < shape; index += 1) {
    term *= x / index
    sum += term
  }
  return Math.exp(-x) * sum
}

describe('lowerGamma and upperGamma', () => {
  it('equal the Poisson sum for whole shapes', () => {
    for (const shape of [1, 2, 3, 7, 20, 90]) {
      for (const x of [0.01, 0.5, 1, 3, 10, 30, 100]) {
        const expected = poissonBelow(shape, x)
        expect(Math.abs(upperGamma(shape, x) - expected)).toBeLessThan(1e-12 * Math.max(expected, 1e-3))
        expect(lowerGamma(shape, x) + upperGamma(shape, x)).toBeCloseTo(1, 13)
      }
    }
  })

  it('equal published chi-squared quantiles: half the degrees, half the value (Abramowitz and Stegun, table 26.8)', () => {
    for (const [degrees, value, above] of [
      [1, 3.84146, 0.05],
      [2, 5.99146, 0.05],
      [5, 15.0863, 0.01],
      [10, 3.9403, 0.95],
      [30, 43.7729, 0.05],
    ] as const) {
      expect(upperGamma(degrees / 2, value / 2)).toBeCloseTo(above, 5)
      expect(2 * lowerGammaInverse(degrees / 2, 1 - above)).toBeCloseTo(value, 3)
    }
  })

  it('stay exact where they are tiny', () => {
    expect(upperGamma(1, 300) / Math.exp(-300)).toBeCloseTo(1, 11)
    expect(lowerGamma(1, 1e-12) / 1e-12).toBeCloseTo(1, 10)
  })

  it('have ends, and nothing outside', () => {
    expect([lowerGamma(2, 0), lowerGamma(2, Number.POSITIVE_INFINITY), upperGamma(2, 0)]).toEqual([0, 1, 1])
    expect([lowerGamma(0, 1), lowerGamma(1, -1), upperGamma(-1, 1)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
  })
})

describe('lowerGammaInverse', () => {
  it('takes lowerGamma back, for shapes from a hundredth to ten thousand', () => {
    for (const shape of [0.01, 0.1, 0.5, 1, 2.5, 16, 500, 1e4]) {
      for (const probability of [1e-6, 0.01, 0.1, 0.5, 0.9, 0.999, 1 - 1e-9]) {
        const x = lowerGammaInverse(shape, probability)
        // For the smallest shape and probability it is below the smallest number there is.
        if (x > 0) expect(lowerGamma(shape, x)).toBeCloseTo(probability, 10)
        else expect([shape, probability]).toEqual([0.01, 1e-6])
      }
    }
  })

  it('has ends, and nothing outside', () => {
    expect([lowerGammaInverse(3, 0), lowerGammaInverse(3, 1)]).toEqual([0, Number.POSITIVE_INFINITY])
    expect([lowerGammaInverse(3, -0.1), lowerGammaInverse(0, 0.5)]).toEqual([Number.NaN, Number.NaN])
  })
})
