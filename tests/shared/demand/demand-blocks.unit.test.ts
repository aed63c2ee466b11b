import { describe, expect, it } from 'vitest'
import { plainBlocks } from '#shared/demand/demand-blocks.ts'
import { dayNumber } from '#shared/sales/day-number.ts'

/** A Monday. */
const monday = dayNumber('2026-11-02')
const even = new Array(7).fill(1 / 7)
const plain = new Float64Array(100).fill(1)

describe('blocks of seven days', () => {
  it('end with the last day, and begin up to six days before the first', () => {
    const blocks = plainBlocks(
      { firstDay: monday, units: Float64Array.of(9, 1, 2, 3, 4, 5, 6, 7) },
      plain,
      monday,
      even,
    )
    expect([...blocks].map((units) => Number(units.toFixed(9)))).toEqual([9, 28])
  })

  it('make up for days without goods by what their weekdays usually sell', () => {
    const shares = [0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.2]
    const units = Float64Array.of(10, 10, 10, 10, Number.NaN, Number.NaN, 20)
    const [block] = plainBlocks({ firstDay: monday, units }, plain, monday, shares)
    // 60 units on days that sell six tenths of a week.
    expect(block).toBeCloseTo(100, 9)
  })

  it('are missing where less than half of a week is known', () => {
    const shares = [0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.2]
    const units = Float64Array.of(10, 10, 10, 10, Number.NaN, Number.NaN, Number.NaN)
    expect(plainBlocks({ firstDay: monday, units }, plain, monday, shares)).toEqual(
      Float64Array.of(Number.NaN),
    )
  })

  it('are what plain days would have sold: a day that sells double counts double, a closed one not at all', () => {
    const factors = Float64Array.of(2, 0, 1, 1, 1, 1, 1)
    const units = Float64Array.of(20, 0, 10, 10, 10, 10, 10)
    const [block] = plainBlocks({ firstDay: monday, units }, factors, monday, even)
    expect(block).toBeCloseTo(70, 9)
  })
})
