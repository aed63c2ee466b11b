import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { naive } from '#shared/forecasting/models/naive.ts'
import { shareBesideSteady } from '#shared/forecasting/selection/beside-steady.ts'
import { forecastFully } from '#shared/forecasting/selection/full-lane.ts'
import { addToSharePool, emptySharePool, pooledShare } from '#shared/forecasting/selection/share-pool.ts'

const error = fc.double({ min: -100, max: 100, noNaN: true })
const pair = fc.tuple(error, error)
const tests = fc.array(fc.array(pair, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })

/** The sum of squared errors of both together, by plain addition. */
function loss(rows: readonly (readonly (readonly [number, number])[])[], share: number): number {
  return rows.flat().reduce((sum, [steady, rival]) => sum + ((1 - share) * steady + share * rival) ** 2, 0)
}

const steadyOf = (rows: [number, number][][]) => rows.map((row) => Float64Array.from(row, ([one]) => one))
const rivalOf = (rows: [number, number][][]) =>
  rows.map((row) => Float64Array.from(row, ([, other]) => other))

describe('the share of a rival', () => {
  it('is the one of a fine grid with the least loss', () => {
    fc.assert(
      fc.property(tests, (rows) => {
        const pool = emptySharePool()
        rows.forEach((_, at) => {
          addToSharePool(pool, steadyOf(rows)[at] ?? [], rivalOf(rows)[at] ?? [], 1)
        })
        const best = Math.min(...Array.from({ length: 101 }, (_, at) => loss(rows, at / 100)))
        expect(loss(rows, pooledShare(pool))).toBeLessThanOrEqual(best + 1e-9 * (1 + best))
      }),
    )
  })

  it('is halved by a doubt of one, and nothing where both say the same', () => {
    const pool = emptySharePool()
    addToSharePool(pool, [2, -2], [1, -1], 4)
    expect(pooledShare({ ...pool, gains: 0.4 * pool.differences })).toBeCloseTo(0.4, 12)
    expect(pooledShare({ ...pool, gains: 0.4 * pool.differences }, 1)).toBeCloseTo(0.2, 12)
    expect(pooledShare(emptySharePool())).toBe(0)
    addToSharePool(pool, [1], [0], 0)
    expect(pool.tests).toBe(1)
  })

  it('beside one series never makes its backtest worse than the steady forecast alone, whatever the pool says', () => {
    const pools = fc.record({
      gains: fc.double({ min: -10, max: 10, noNaN: true }),
      differences: fc.double({ min: 0, max: 10, noNaN: true }),
      tests: fc.integer({ min: 0, max: 300 }),
    })
    fc.assert(
      fc.property(tests, pools, (rows, pool) => {
        const share = shareBesideSteady(steadyOf(rows), rivalOf(rows), pool)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        const steady = loss(rows, 0)
        expect(loss(rows, share)).toBeLessThanOrEqual(steady + 1e-9 * (1 + steady))
      }),
    )
  })

  it('goes to the pool where the series itself hardly tells the two apart', () => {
    const steady = [Float64Array.of(10, -10)]
    const rival = [Float64Array.of(9.9, -9.9)]
    const no = shareBesideSteady(steady, rival, { gains: -50, differences: 100, tests: 100 })
    const yes = shareBesideSteady(steady, rival, { gains: 90, differences: 100, tests: 100 })
    expect(no).toBe(0)
    expect(yes).toBeGreaterThan(0.85)
  })
})

describe('the full lane beside a steady forecast', () => {
  const series = Float64Array.from({ length: 60 }, (_, at) => 50 + ((at * 7919) % 23))
  const request = { season: 1, horizon: 4 }

  it('is that forecast where many series found nothing better', () => {
    const pool = { gains: -1e6, differences: 1e6, tests: 100 }
    const mixed = forecastFully(series, request, { forecaster: naive, pool })
    expect(mixed.ok && mixed.value.points).toEqual(new Float64Array(4).fill(series.at(-1) as number))
    expect(mixed.ok && mixed.value.members[0]).toEqual({ name: 'naive', weight: 1 })
  })

  it('names both, with shares that add up to one', () => {
    const pool = { gains: 60, differences: 100, tests: 100 }
    const mixed = forecastFully(series, request, { forecaster: naive, pool })
    if (!mixed.ok) throw new Error(mixed.failure.message)
    const whole = mixed.value.members.reduce((sum, { weight }) => sum + weight, 0)
    expect(whole).toBeCloseTo(1, 9)
    expect(mixed.value.members.length).toBeGreaterThan(2)
  })
})
