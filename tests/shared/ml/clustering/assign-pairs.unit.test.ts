import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignPairs } from '#shared/ml/clustering/assign-pairs.ts'

function costOf(costs: readonly (readonly number[])[], columns: readonly number[]): number {
  return columns.reduce((sum, column, row) => sum + (column === -1 ? 0 : (costs[row]?.[column] ?? 0)), 0)
}

/** Every way to give rows different columns, by trying all. */
function leastCost(costs: readonly (readonly number[])[]): number {
  const columnCount = costs[0]?.length ?? 0
  const pairCount = Math.min(costs.length, columnCount)
  const tryRow = (row: number, used: number, pairs: number): number => {
    if (pairs === pairCount) return 0
    if (row === costs.length) return Number.POSITIVE_INFINITY
    let best = tryRow(row + 1, used, pairs)
    for (let column = 0; column < columnCount; column++) {
      if ((used & (1 << column)) !== 0) continue
      best = Math.min(best, (costs[row]?.[column] ?? 0) + tryRow(row + 1, used | (1 << column), pairs + 1))
    }
    return best
  }
  return tryRow(0, 0, 0)
}

describe('assignPairs', () => {
  it('solves the example of scipy.optimize.linear_sum_assignment', () => {
    const costs = [
      [4, 1, 3],
      [2, 0, 5],
      [3, 2, 2],
    ]
    expect(assignPairs(costs)).toEqual([1, 0, 2])
  })

  it('is never dearer than the best of all assignments, with more rows than columns and the other way round', () => {
    const size = fc.integer({ min: 1, max: 6 })
    const matrices = fc.tuple(size, size).chain(([rows, columns]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    )
    fc.assert(
      fc.property(matrices, (costs) => {
        const columns = assignPairs(costs)
        const given = columns.filter((column) => column !== -1)
        expect(new Set(given).size).toBe(given.length)
        expect(given).toHaveLength(Math.min(costs.length, costs[0]?.length ?? 0))
        expect(costOf(costs, columns)).toBe(leastCost(costs))
      }),
      { numRuns: 300 },
    )
  })

  it('assigns nothing where there is nothing', () => {
    expect(assignPairs([])).toEqual([])
    expect(assignPairs([[], []])).toEqual([-1, -1])
  })
})
