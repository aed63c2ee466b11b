import { describe, expect, it } from 'vitest'
import { hypergeometric, hypergeometricOfOne } from '#shared/statistics/hypergeometric.ts'

describe('hypergeometric', () => {
  it('equals the elementary functions of DLMF 15.4', () => {
    for (const z of [-30, -3, -0.9, -0.2, 0, 0.1, 0.5, 0.9, 0.99, 0.9999]) {
      const same = (found: number, expected: number): void =>
        expect(Math.abs(found / expected - 1)).toBeLessThan(1e-10)
      same(hypergeometric(1.7, 2.3, 2.3, z), (1 - z) ** -1.7)
      if (z !== 0) same(hypergeometric(1, 1, 2, z), -Math.log1p(-z) / z)
      if (z > 0) same(hypergeometric(0.5, 1, 1.5, z), Math.atanh(Math.sqrt(z)) / Math.sqrt(z))
      if (z > 0) same(hypergeometric(0.5, 0.5, 1.5, z), Math.asin(Math.sqrt(z)) / Math.sqrt(z))
      if (z < 0) same(hypergeometric(0.5, 1, 1.5, z), Math.atan(Math.sqrt(-z)) / Math.sqrt(-z))
    }
  })

  it('is a polynomial when a parameter is a negative whole number', () => {
    // 1 - 2 * 3 / 4 z + 3 * 4 / (4 * 5) z^2
    expect(hypergeometric(-2, 3, 4, 0.5)).toBeCloseTo(1 - 0.75 + 0.15, 14)
  })

  it('has no value where it is not defined here', () => {
    expect([hypergeometric(1, 1, 0, 0.5), hypergeometric(1, 1, 2, 1)]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('hypergeometricOfOne', () => {
  it('equals the series', () => {
    for (const b of [0, 0.3, 1.6, 30, 400]) {
      for (const c of [1.2, 3, 31, 900].filter((value) => value > b)) {
        for (const z of [0, 0.1, 0.6, 0.95, 0.99]) {
          const [fraction, series] = [hypergeometricOfOne(b, c, z), hypergeometric(1, b, c, z)]
          expect(Math.abs(fraction / series - 1)).toBeLessThan(1e-10)
        }
      }
    }
  })

  it('says so when z is too near 1', () => {
    expect(hypergeometricOfOne(2.5, 3, 1 - 1e-9)).toBe(Number.NaN)
  })
})
