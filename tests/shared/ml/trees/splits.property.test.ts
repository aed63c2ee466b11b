import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { boostingDefaults } from '#shared/ml/trees/boosting-options.ts'
import { binsPerFeature } from '#shared/ml/trees/feature-bins.ts'
import { emptyHistogram, fillHistogram, subtractHistogram } from '#shared/ml/trees/histogram.ts'
import { splitCategories } from '#shared/ml/trees/split-categories.ts'

/** Rows of some features in bins, with derivatives. */
function madeRows(seed: number, rowCount: number, featureCount: number, binCount: number) {
  const random = seededRandom(seed)
  const draw = (value: () => number) => Float64Array.from({ length: rowCount }, value)
  return {
    columns: Array.from({ length: featureCount }, () =>
      Uint8Array.from(draw(() => Math.floor(random() * binCount))),
    ),
    rows: Int32Array.from({ length: rowCount }, (_, row) => row),
    gradients: draw(() => random() - 0.5),
    hessians: draw(() => 0.2 + random()),
  }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('histograms of %i features', (featureCount) => {
  const { columns, ...leaf } = madeRows(featureCount, 300, featureCount, 256)
  const whole = emptyHistogram(featureCount)
  fillHistogram(whole, columns, leaf)

  it('sum up the rows of each bin', () => {
    for (const [slot, column] of columns.entries()) {
      for (const bin of [0, 1, 100, 255]) {
        const rows = [...leaf.rows].filter((row) => column[row] === bin)
        const at = slot * binsPerFeature + bin
        expect(whole.counts[at]).toBe(rows.length)
        expect(whole.gradients[at]).toBeCloseTo(
          rows.reduce((sum, row) => sum + (leaf.gradients[row] ?? 0), 0),
          12,
        )
        expect(whole.hessians[at]).toBeCloseTo(
          rows.reduce((sum, row) => sum + (leaf.hessians[row] ?? 0), 0),
          12,
        )
      }
    }
  })

  it('less one half they are those of the other', () => {
    const part = (rows: Int32Array) => ({
      rows,
      gradients: Float64Array.from(rows, (row) => leaf.gradients[row] ?? 0),
      hessians: Float64Array.from(rows, (row) => leaf.hessians[row] ?? 0),
    })
    const [left, right] = [emptyHistogram(featureCount), emptyHistogram(featureCount)]
    fillHistogram(left, columns, part(leaf.rows.filter((row) => row % 3 === 0)))
    fillHistogram(right, columns, part(leaf.rows.filter((row) => row % 3 !== 0)))
    const rest = structuredClone(whole)
    subtractHistogram(rest, left)
    expect(rest.counts).toEqual(right.counts)
    for (const [at, value] of right.gradients.entries()) expect(rest.gradients[at]).toBeCloseTo(value, 12)
  })
})

describe.each([3, 4, 5, 7, 9])('%i categories', (categoryCount) => {
  it.each([1, 2, 3, 4, 5])(
    'the ordered cut finds the best set of all, as trying every set does, seed %i',
    (seed) => {
      const { columns, ...leaf } = madeRows(seed * 100 + categoryCount, 200, 1, categoryCount + 1)
      const histogram = emptyHistogram(1)
      fillHistogram(histogram, columns, leaf)
      const sum = (list: Float64Array) => list.reduce((total, each) => total + each, 0)
      const whole = { gradient: sum(leaf.gradients), hessian: sum(leaf.hessians), count: 200 }
      const options = {
        ...{ ...boostingDefaults, minLeafRows: 1, oneAgainstRestCategories: 0 },
        ...{ categorySmoothing: 0, categoryL2: 0, maxCutCategories: 255 },
      }
      // Missing values always go right, so here none are: bin 0 is emptied.
      const missing = {
        gradient: histogram.gradients[0] ?? 0,
        hessian: histogram.hessians[0] ?? 0,
        count: histogram.counts[0] ?? 0,
      }
      histogram.counts[0] = 0
      const present = {
        gradient: whole.gradient - missing.gradient,
        hessian: whole.hessian - missing.hessian,
        count: whole.count - missing.count,
      }
      const found = splitCategories({ histogram, slot: 0, whole: present, options }, categoryCount, 0)
      let best = 0
      for (let set = 1; set < 2 ** categoryCount - 1; set++) {
        let [gradient, hessian] = [0, 0]
        for (let bin = 1; bin <= categoryCount; bin++) {
          if (((set >> (bin - 1)) & 1) === 0) continue
          gradient += histogram.gradients[bin] ?? 0
          hessian += histogram.hessians[bin] ?? 0
        }
        const gain =
          gradient ** 2 / hessian +
          (present.gradient - gradient) ** 2 / (present.hessian - hessian) -
          present.gradient ** 2 / present.hessian
        best = Math.max(best, gain)
      }
      expect(found?.gain).toBeCloseTo(best, 10)
      expect(found?.left.count).toBe(
        found?.leftBins?.reduce((count, bin) => count + (histogram.counts[bin] ?? 0), 0),
      )
    },
  )
})
