import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import type { LabelledDataset } from '#shared/ml/dataset.ts'
import type { BoostingOptions } from '#shared/ml/trees/boosting-options.ts'
import { histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { leafOf } from '#shared/ml/trees/tree.ts'
import { fitted } from '../estimator-contract.ts'

/** Few distinct values, so that every cut between two of them has its own bin. */
function steppedRows(seed: number, rowCount: number): LabelledDataset {
  const random = seededRandom(seed)
  const steps = (count: number) =>
    Float64Array.from({ length: rowCount }, () => Math.floor(random() * count) / 4 - 1)
  const gaps = steps(9).map((value) => (random() < 0.25 ? Number.NaN : value))
  const columns = [steps(12), gaps, steps(3), steps(30)]
  const labels = Float64Array.from(
    { length: rowCount },
    // What is missing is like the lowest values for some seeds, like the highest or like none for others.
    (_, row) =>
      (columns[0]?.[row] ?? 0) +
      (Number.isNaN(gaps[row]) ? (seed % 3) * 2 - 3 : 3 * (gaps[row] ?? 0)) +
      random(),
  )
  const weights = Float64Array.from({ length: rowCount }, () => 0.5 + random())
  return { rowCount, featureNames: ['a', 'gaps', 'c', 'd'], columns, labels, weights }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('one tree on squared error, seed %i', (seed) => {
  const dataset = steppedRows(seed, 150)
  const options = {
    objective: { kind: 'squared-error' },
    treeCount: 1,
    learningRate: 1,
    minLeafRows: 1 + (seed % 4) * 5,
    l1: seed % 2,
    l2: seed % 3,
  } satisfies Partial<BoostingOptions>

  it('cuts where trying every cut of every feature finds the largest gain', () => {
    const model = fitted(histogramGbdt.fit(dataset, { ...options, leafCount: 2 }))
    const best = bestCutByTrying(dataset, options)
    expect(model.ensemble.trees[0]?.gains[0]).toBeCloseTo(best, 8)
  })

  it('gives each leaf the score that makes its own loss least, and keeps to the limits', () => {
    const model = fitted(histogramGbdt.fit(dataset, { ...options, leafCount: 9, maxDepth: 4 }))
    const [tree] = model.ensemble.trees
    if (tree === undefined) throw new Error('no tree was grown')
    const leaves = Array.from({ length: dataset.rowCount }, (_, row) => leafOf(tree, dataset.columns, row))
    for (const [leaf, score] of tree.leafScores.entries()) {
      const rows = [...leaves.keys()].filter((row) => leaves[row] === leaf)
      expect(rows.length).toBe(tree.leafCounts[leaf])
      expect(rows.length).toBeGreaterThanOrEqual(options.minLeafRows)
      const loss = (at: number) =>
        rows.reduce(
          (sum, row) => {
            const residual = (dataset.labels[row] ?? 0) - model.ensemble.initialScore
            return sum + ((dataset.weights?.[row] ?? 1) * (residual - at) ** 2) / 2
          },
          options.l1 * Math.abs(at) + (options.l2 / 2) * at * at,
        )
      expect(loss(score)).toBeLessThanOrEqual(Math.min(loss(score + 1e-4), loss(score - 1e-4)))
    }
    expect(depthOf(tree.leftChildren, tree.rightChildren, 0)).toBeLessThanOrEqual(4)
    expect(tree.leafScores.length).toBeLessThanOrEqual(9)
  })
})

function depthOf(left: Int32Array, right: Int32Array, node: number): number {
  if (node < 0 || left.length === 0) return 0
  return 1 + Math.max(depthOf(left, right, left[node] ?? -1), depthOf(left, right, right[node] ?? -1))
}

/** Every threshold of every feature, missing values on either side, by plain sums over the rows. */
function bestCutByTrying(
  { columns, labels, weights, rowCount }: LabelledDataset,
  { l1, l2, minLeafRows }: { l1: number; l2: number; minLeafRows: number },
): number {
  const weightOf = (row: number) => weights?.[row] ?? 1
  const rows = Array.from({ length: rowCount }, (_, row) => row)
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0)
  const mean = rows.reduce((sum, row) => sum + weightOf(row) * (labels[row] ?? 0), 0) / total
  const worth = (part: readonly number[]) => {
    const gradient = part.reduce((sum, row) => sum + weightOf(row) * (mean - (labels[row] ?? 0)), 0)
    const hessian = part.reduce((sum, row) => sum + weightOf(row), 0)
    return Math.max(0, Math.abs(gradient) - l1) ** 2 / (hessian + l2)
  }
  let best = 0
  for (const column of columns) {
    for (const threshold of [...new Set(column)]) {
      for (const missingLeft of [true, false]) {
        const goesLeft = (row: number) => {
          const value = column[row] ?? Number.NaN
          return Number.isNaN(value) ? missingLeft : value <= threshold
        }
        const [left, right] = [rows.filter(goesLeft), rows.filter((row) => !goesLeft(row))]
        if (left.length < minLeafRows || right.length < minLeafRows) continue
        best = Math.max(best, worth(left) + worth(right) - worth(rows))
      }
    }
  }
  return best
}

it('meets missing values that go left and such that go right', () => {
  const sides = [1, 2, 3, 4, 5, 6].map((seed) => {
    const options = {
      objective: { kind: 'squared-error' },
      treeCount: 1,
      leafCount: 2,
      minLeafRows: 5,
    } as const
    const [tree] = fitted(histogramGbdt.fit(steppedRows(seed, 150), options)).ensemble.trees
    return tree?.features[0] === 1 && (tree.thresholds[0] ?? 0) < 10 ? tree.missingLeft[0] : null
  })
  expect(sides).toContain(0)
  expect(sides).toContain(1)
})
