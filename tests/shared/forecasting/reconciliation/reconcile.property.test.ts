import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconcileBottomUp } from '#shared/forecasting/reconciliation/bottom-up.ts'
import { addUp, hierarchyOf } from '#shared/forecasting/reconciliation/hierarchy.ts'
import { reconcileMinimumTrace } from '#shared/forecasting/reconciliation/minimum-trace.ts'
import { shrunkCovariance, timesCovariance } from '#shared/forecasting/reconciliation/shrunk-covariance.ts'
import { reconcileTopDown } from '#shared/forecasting/reconciliation/top-down.ts'
import { seededRandom } from '#shared/kernel/random.ts'

/** Four products in two categories and two stores: four sums and the total. */
const hierarchy = hierarchyOf([
  ['tea', 'north'],
  ['tea', 'south'],
  ['coffee', 'north'],
  ['coffee', 'south'],
])
const nodes = 9
const numbers = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: nodes, maxLength: nodes })
const random = seededRandom(2)
const errors = Array.from({ length: nodes }, (_, node) =>
  Float64Array.from({ length: 30 }, (_, time) => (node + 1) * (random() - 0.5) + Math.sin(time)),
)

function expectAddedUp(values: Float64Array): void {
  addUp(hierarchy, values.subarray(0, 4)).forEach((value, node) => {
    expect(values[node]).toBeCloseTo(value, 6)
  })
}

it('whatever the forecasts, reconciled ones add up', () => {
  fc.assert(
    fc.property(numbers, (forecasts) => {
      const base = Float64Array.from(forecasts)
      expectAddedUp(reconcileBottomUp(hierarchy, base))
      expectAddedUp(reconcileMinimumTrace(hierarchy, base, shrunkCovariance(errors)))
      const down = reconcileTopDown(hierarchy, base)
      expectAddedUp(down)
      expect(down.at(-1)).toBeCloseTo(base.at(-1) as number, 5)
    }),
    { seed: 1 },
  )
})

it('forecasts that add up stay as they are', () => {
  const base = addUp(hierarchy, Float64Array.of(3, 1, 4, 1))
  reconcileMinimumTrace(hierarchy, base, shrunkCovariance(errors)).forEach((value, node) => {
    expect(value).toBeCloseTo(base[node] as number, 9)
  })
})

it('nothing falls below zero when asked', () => {
  const base = Float64Array.of(0.1, 0, 0, 5, 0, 0, 0, 0, 0)
  const values = reconcileMinimumTrace(hierarchy, base, shrunkCovariance(errors), true)
  expect(values.every((value) => value >= 0)).toBe(true)
  expectAddedUp(values)
})

describe('minimum trace', () => {
  it('is S (S W^-1 S)^-1 S W^-1 y, the formula of the paper, computed by plain elimination', () => {
    const base = Float64Array.of(12, 7, 30, 2, 25, 20, 50, 8, 60)
    const matrix = drawnCovariance(errors)
    const sums = Array.from({ length: nodes }, (_, node) =>
      Array.from(
        { length: 4 },
        (_, of) =>
          addUp(
            hierarchy,
            Float64Array.from({ length: 4 }, (_, at) => (at === of ? 1 : 0)),
          )[node] as number,
      ),
    )
    const inverse = invert(matrix)
    const weighted = multiply(transpose(sums), inverse)
    const bottom = multiply(
      multiply(invert(multiply(weighted, sums)), weighted),
      [...base].map((value) => [value]),
    )
    const expected = multiply(sums, bottom).map(([value]) => value as number)
    reconcileMinimumTrace(hierarchy, base, shrunkCovariance(errors)).forEach((value, node) => {
      expect(value).toBeCloseTo(expected[node] as number, 6)
    })
  })

  it('draws a covariance of few errors to its diagonal, one of many hardly', () => {
    const few = shrunkCovariance(errors.map((row) => row.subarray(0, 4)))
    const many = shrunkCovariance(
      Array.from({ length: 3 }, () =>
        Float64Array.from({ length: 4000 }, (_, time) => Math.sin(time) + 0.1 * random()),
      ),
    )
    expect(few.shrinkage).toBeGreaterThan(many.shrinkage)
    expect(many.shrinkage).toBeLessThan(0.01)
    const nothing = shrunkCovariance([new Float64Array(5), new Float64Array(5)])
    expect([...timesCovariance(nothing, Float64Array.of(2, 3))]).toEqual([2, 3])
  })

  it('keeps a covariance that is the one of all pairs of nodes, some without errors', () => {
    const some = [
      ...errors,
      new Float64Array(30),
      errors[3]?.map((error) => 2 * error) ?? new Float64Array(30),
    ]
    const covariance = shrunkCovariance(some)
    const matrix = drawnCovariance(some)
    for (const [column, expected] of transpose(matrix).entries()) {
      const unit = Float64Array.from(some, (_, at) => (at === column ? 1 : 0))
      timesCovariance(covariance, unit).forEach((value, row) => {
        expect(value).toBeCloseTo(expected[row] as number, 9)
      })
    }
  })

  it('makes thousands of sums add up', () => {
    const random = seededRandom(3)
    const placeCount = 1_000
    const labels = Array.from({ length: placeCount * 2 }, (_, at) => [
      `place ${at % placeCount}`,
      `city ${at % 100}`,
      `category ${at % 2}`,
    ])
    const large = hierarchyOf(labels)
    const bottom = Float64Array.from(labels, () => 100 * random() ** 3)
    const truth = addUp(large, bottom)
    const noise = truth.map((value) => value * (1 + 0.2 * (random() - 0.5)))
    const covariance = shrunkCovariance(
      Array.from(truth, (value) => Float64Array.from({ length: 52 }, () => (value + 1) * (random() - 0.5))),
    )
    const values = reconcileMinimumTrace(large, noise, covariance)
    addUp(large, values).forEach((value, node) => {
      expect(value).toBeCloseTo(values[node] as number, 6)
    })
    const distance = (from: Float64Array) => Math.abs((from.at(-1) as number) - (truth.at(-1) as number))
    expect(distance(values)).toBeLessThan(distance(noise))
  })
})

/** As it is defined: correlations of all pairs, drawn to zero by the sum of their variances over the sum of their squares. */
function drawnCovariance(all: readonly Float64Array[]): number[][] {
  const times = all[0]?.length ?? 0
  const found = all.map((row) => Math.sqrt(row.reduce((sum, error) => sum + error * error, 0) / times))
  const least = Math.min(...found.filter((deviation) => deviation > 0))
  const deviations = found.map((deviation) => (deviation > 0 ? deviation : least))
  let variances = 0
  let squares = 0
  const correlations = all.map((one, row) =>
    all.map((other, column) => {
      const products = Array.from(one, (error, time) => {
        return (
          (error / (deviations[row] as number)) * ((other[time] as number) / (deviations[column] as number))
        )
      })
      const mean = products.reduce((sum, product) => sum + product, 0) / times
      if (row === column) return 1
      const spread = products.reduce((sum, product) => sum + (product - mean) ** 2, 0)
      variances += spread / (times * (times - 1))
      squares += mean * mean
      return mean
    }),
  )
  const kept = 1 - Math.min(1, variances / squares)
  return correlations.map((line, row) =>
    line.map((correlation, column) => {
      const scale = (deviations[row] as number) * (deviations[column] as number)
      return (row === column ? 1 : kept * correlation) * scale
    }),
  )
}

type Matrix = readonly (readonly number[])[]

function transpose(matrix: Matrix): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] as number))
}

function multiply(one: Matrix, other: Matrix): number[][] {
  const columns = transpose(other)
  return one.map((row) =>
    columns.map((column) => row.reduce((sum, value, at) => sum + value * (column[at] as number), 0)),
  )
}

function invert(matrix: Matrix): number[][] {
  const size = matrix.length
  const rows = matrix.map((row, at) => [
    ...row,
    ...Array.from({ length: size }, (_, column) => (column === at ? 1 : 0)),
  ])
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex((row, at) => at >= column && Math.abs(row[column] as number) > 1e-12)
    const lead = (rows[pivot] as number[]).map((value) => value / (rows[pivot]?.[column] as number))
    rows[pivot] = rows[column] as number[]
    rows[column] = lead
    rows.forEach((row, at) => {
      if (at === column) return
      const factor = row[column] as number
      rows[at] = row.map((value, of) => value - factor * (lead[of] as number))
    })
  }
  return rows.map((row) => row.slice(size))
}
