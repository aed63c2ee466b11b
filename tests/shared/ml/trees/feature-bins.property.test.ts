import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { binCountOf, thresholdOf } from '#shared/ml/trees/binned-dataset.ts'
import { binColumn, type FeatureBins, makeFeatureBins } from '#shared/ml/trees/feature-bins.ts'

function binsOf(column: Float64Array, binCount: number, isCategory = false): FeatureBins {
  const dataset = {
    rowCount: column.length,
    featureNames: ['it'],
    columns: [column],
    ...(isCategory && { categorical: new Set(['it']) }),
  }
  const [bins] = makeFeatureBins(dataset, binCount, 1)
  if (bins === undefined) throw new Error('no bins were made')
  return bins
}

const values = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(Number.NaN, 5e-324, -Number.MAX_VALUE, Number.MAX_VALUE, 0, -0),
)
const columns = fc.array(values, { minLength: 1, maxLength: 80 }).map((list) => Float64Array.from(list))

describe('bins of numbers', () => {
  it('a value is in a bin up to some cut exactly when it does not exceed the threshold of that cut', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 2, max: 20 }), (column, binCount) => {
        const bins = binsOf(column, binCount)
        if (bins.kind !== 'numbers') throw new Error('these are numbers')
        const binned = binColumn(column, bins)
        expect(binCountOf(bins)).toBeLessThanOrEqual(binCount)
        for (const [row, value] of column.entries()) {
          const bin = binned[row] ?? -1
          if (Number.isNaN(value)) {
            expect(bin).toBe(0)
            continue
          }
          expect(bin).toBeGreaterThan(0)
          for (let cut = 1; cut <= binCountOf(bins); cut++) {
            expect(bin <= cut).toBe(value <= thresholdOf(bins, cut))
          }
        }
      }),
    )
  })

  it('few different values have a bin each', () => {
    fc.assert(
      fc.property(columns, (column) => {
        const present = column.filter((value) => !Number.isNaN(value))
        const bins = binsOf(column, 255)
        // -0 and 0 are one value.
        expect(binCountOf(bins)).toBe(Math.max(1, new Set(present.map((value) => value + 0)).size))
      }),
    )
  })

  it.each([
    ['spread evenly', (random: () => number) => random()],
    ['most of them small', (random: () => number) => Math.exp(6 * random())],
    ['half of them zero', (random: () => number) => (random() < 0.5 ? 0 : random())],
  ])('many values are cut into bins of like size: %s', (_name, draw) => {
    const random = seededRandom(3)
    const column = Float64Array.from({ length: 60_000 }, () => draw(random))
    const bins = binsOf(column, 255)
    const counts = new Array<number>(256).fill(0)
    for (const bin of binColumn(column, bins)) counts[bin] = (counts[bin] ?? 0) + 1
    const sizes = counts.slice(1).sort((a, b) => b - a)
    const [largest = 0, next = 0] = sizes
    const isHalfZero = largest > 20_000
    const fair = (isHalfZero ? 30_000 : 60_000) / 255
    expect(isHalfZero ? next : largest).toBeLessThan(2 * fair)
    expect(sizes.at(-1)).toBeGreaterThan(0)
  })
})

describe('bins of categories', () => {
  it('the most frequent codes have one each, all others count as missing', () => {
    const column = Float64Array.of(7, 7, 7, 0, 0, 3, 3, 9, Number.NaN)
    const bins = binsOf(column, 3, true)
    expect(bins).toEqual({ kind: 'categories', codes: [7, 0, 3] })
    expect([...binColumn(column, bins)]).toEqual([1, 1, 1, 2, 2, 3, 3, 0, 0])
    expect([...binColumn(Float64Array.of(1, 7), bins)]).toEqual([0, 1])
  })
})
