import { expect, it } from 'vitest'
import { SalesColumns } from '#shared/sales/sales-columns.ts'

it('gives each series room of its own, zeros, also where one needs more than a block', () => {
  const columns = new SalesColumns()
  const counts = [0, 1, 3, 2_500, 7, 40_000, 2]
  const taken = counts.map((count) => columns.take(count))
  for (const [at, { days, units, returnedUnits, revenueMinor }] of taken.entries()) {
    for (const column of [days, units, returnedUnits, revenueMinor]) {
      expect(column.length).toBe(counts[at])
      expect(column.every((number) => number === 0)).toBe(true)
      column.fill(at + 1)
    }
  }
  for (const [at, columnsOf] of taken.entries()) {
    for (const column of Object.values(columnsOf))
      expect(column.every((number) => number === at + 1)).toBe(true)
  }
  columns.free()
  expect(taken.map(({ units }) => units.length)).toEqual(counts.map(() => 0))
  expect([...columns.take(2).units]).toEqual([0, 0])
})
