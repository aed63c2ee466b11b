import { describe, expect, it } from 'vitest'
import {
  type DailySales,
  salesHistory,
  sumDailySales,
  unitsOfLastDays,
} from '#shared/demand/views/sales-history.ts'
import { dayNumber } from '#shared/sales/day-number.ts'

const asOfDay = dayNumber('2026-11-20')

/** Days that end with `asOfDay`; each was paid 100 a unit and had a tenth of a unit given back. */
function daily(units: number[], lastDay = asOfDay): DailySales {
  return {
    firstDay: lastDay - units.length + 1,
    units: Float64Array.from(units),
    returnedUnits: Float64Array.from(units, () => 0.1),
    revenueMinor: Float64Array.from(units, (sold) => (Number.isNaN(sold) ? 0 : sold * 100)),
  }
}

describe('the history of sales', () => {
  it('is cut into whole weeks that end with the last known day', () => {
    const sales = daily([5, ...Array.from({ length: 14 }, (_, index) => index)])
    expect(salesHistory(sales, asOfDay, 'week', 52)).toEqual([
      { from: '2026-11-07', to: '2026-11-13', units: 21, returnedUnits: 0.7, revenueMinor: 2_100 },
      { from: '2026-11-14', to: '2026-11-20', units: 70, returnedUnits: 0.7, revenueMinor: 7_000 },
    ])
    expect(salesHistory(sales, asOfDay, 'week', 1).map(({ from }) => from)).toEqual(['2026-11-14'])
    expect(salesHistory(sales, asOfDay, 'week', 0)).toEqual([])
  })

  it('knows days on which there was nothing to sell from days on which nothing was sold', () => {
    const sales = daily([3, Number.NaN, 0])
    expect(salesHistory(sales, asOfDay, 'day', 9).map(({ units }) => units)).toEqual([3, null, 0])
    expect(salesHistory(sales, asOfDay, 'week', 1)[0]?.units).toBe(3)
    expect(salesHistory(daily(Array(7).fill(Number.NaN)), asOfDay, 'week', 1)[0]?.units).toBeNull()
  })

  it('sums the last days, where all of them are known', () => {
    const sales = daily([1, 2, Number.NaN, 4])
    expect(unitsOfLastDays(sales, asOfDay, 3)).toBe(6)
    expect(unitsOfLastDays(sales, asOfDay, 5)).toBeNull()
    expect(unitsOfLastDays(daily([1, Number.NaN]), asOfDay, 1)).toBeNull()
  })
})

describe('the sales of several places', () => {
  it('are added day by day, from the first day of any', () => {
    const sum = sumDailySales([daily([1, Number.NaN, 3]), daily([Number.NaN, 5])], asOfDay)
    expect(sum.firstDay).toBe(asOfDay - 2)
    expect([...sum.units]).toEqual([1, Number.NaN, 8])
    expect([...(sum.returnedUnits ?? [])]).toEqual([0.1, 0.2, 0.2])
    expect([...sum.revenueMinor]).toEqual([100, 0, 800])
  })

  it('of no place are no days', () => {
    expect(sumDailySales([], asOfDay).units).toHaveLength(0)
    expect(salesHistory(sumDailySales([], asOfDay), asOfDay, 'week', 5)).toEqual([])
  })
})
