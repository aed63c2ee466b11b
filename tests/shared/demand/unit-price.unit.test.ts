import { describe, expect, it } from 'vitest'
import { unitPrice } from '#shared/demand/forecast-leaf.ts'

const series = (units: readonly number[], revenueMinor: readonly number[]) => ({
  firstDay: 0,
  units: Float64Array.from(units),
  revenueMinor: Float64Array.from(revenueMinor),
})

describe('the price of a unit', () => {
  it('is what the units of the last 91 days brought', () => {
    expect(unitPrice(series([2, 0, Number.NaN, 3], [500, 0, 0, 1_000]))).toBe(300)
    const old = Array.from({ length: 91 }, () => 1)
    expect(unitPrice(series([9, ...old], [9_000, ...old.map(() => 200)]))).toBe(200)
  })

  it('is of the days whose money was told: others would make everything look cheap', () => {
    // Three months of totals without amounts, then orders.
    expect(unitPrice(series([10, 10, 10, 2], [0, 0, 0, 500]))).toBe(250)
  })

  it('is the last that is known where nothing was sold lately, and null where none ever was', () => {
    const silent = Array.from({ length: 91 }, () => 0)
    expect(unitPrice(series([4, ...silent], [1_000, ...silent]))).toBe(250)
    expect(unitPrice(series([4, 2], [0, 0]))).toBeNull()
  })
})
