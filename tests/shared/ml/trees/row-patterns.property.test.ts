import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { hasPlainNodes, leafOf } from '#shared/ml/trees/tree.ts'
import { fitted } from '../estimator-contract.ts'

it.each([1, 2, 3])('reasons of many rows of numbers are those of each by itself, seed %i', (seed) => {
  const random = seededRandom(seed)
  // Few different values, so that many lie exactly at a threshold, and some are missing.
  const value = () => (random() < 0.1 ? Number.NaN : Math.round(8 * random()) / 4 - 1)
  const columns = Array.from({ length: 6 }, () => Float64Array.from({ length: 500 }, value))
  const [first, second, third] = columns as [Float64Array, Float64Array, Float64Array]
  const labels = first.map((each, row) =>
    (each || 0) + (second[row] || 0.3) * (third[row] || 0) + 0.2 * random() > 0.2 ? 1 : 0,
  )
  const dataset = { rowCount: 500, featureNames: ['a', 'b', 'c', 'd', 'e', 'f'], columns, labels }
  const options = { treeCount: 12, leafCount: 12, minLeafRows: 5, seed }
  const model = fitted(histogramGbdt.fit(dataset, options))
  expect(model.ensemble.trees.every((tree) => hasPlainNodes(tree) && tree.features.length > 4)).toBe(true)
  // Twice: the second time every way through a tree is known.
  for (const { contributions } of [model.explainAll(dataset), model.explainAll(dataset)]) {
    for (let row = 0; row < 60; row++) {
      const alone = fitted(histogramGbdt.read(model.toArtifact())).explain(dataset, row)
      expect(contributions.map((column) => column[row])).toEqual([...alone.contributions])
    }
  }
  // Independently: they add up to what the leaves say.
  const { expected, contributions } = model.explainAll(dataset)
  for (let row = 0; row < dataset.rowCount; row++) {
    const leaves = model.ensemble.trees.reduce(
      (sum, tree) => sum + (tree.leafScores[leafOf(tree, columns, row)] ?? Number.NaN),
      model.ensemble.initialScore,
    )
    const sum = contributions.reduce((total, column) => total + (column[row] ?? Number.NaN), expected)
    expect(Math.abs(sum - leaves)).toBeLessThan(1e-9)
  }
})
