import { describe, expect, it } from 'vitest'
import type { StretchDemand } from '#shared/replenishment/demand-ahead.ts'
import { stockOutRate } from '#shared/replenishment/stock-out-rate.ts'

/** Exponential with a mean of 20: its quantile and its tail are known in closed form. */
const exponential: StretchDemand = {
  expectedUnits: 20,
  quantile: (probability) => -20 * Math.log(1 - probability),
}
/** Nothing in seven of ten cases, else up to 10 units, all as likely. */
const seldom: StretchDemand = {
  expectedUnits: 1.5,
  quantile: (probability) => Math.max(0, ((probability - 0.7) / 0.3) * 10),
}

describe('how likely stock runs out', () => {
  it.each([1, 5, 10, 20, 40, 60, 100])('%s units against an exponential demand of 20', (stock) => {
    expect(Math.abs(stockOutRate(exponential, stock) - Math.exp(-stock / 20))).toBeLessThan(0.006)
  })

  it('of demand that is mostly nothing', () => {
    expect(stockOutRate(seldom, 0)).toBeCloseTo(0.3, 10)
    expect(stockOutRate(seldom, 5)).toBeCloseTo(0.15, 10)
    expect(stockOutRate(seldom, 10)).toBe(0)
  })

  it('is sure below zero and far below demand, and nought far above', () => {
    expect(stockOutRate(seldom, -0.1)).toBe(1)
    expect(stockOutRate(exponential, 1_000)).toBe(0)
    expect(stockOutRate({ expectedUnits: 50, quantile: (probability) => 40 + 20 * probability }, 12)).toBe(1)
  })
})
