import { describe, expect, it } from 'vitest'
import { histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { goesLeft, type Tree } from '#shared/ml/trees/tree.ts'
import { treeExplainer } from '#shared/ml/trees/tree-shap.ts'
import { fitted } from '../estimator-contract.ts'
import { mixedRows } from './labelled-examples.ts'

describe.each([11, 12, 13, 14])('SHAP values, seed %i', (seed) => {
  const dataset = mixedRows(seed, 300, 'class')
  const options = { treeCount: 8, leafCount: 10, minLeafRows: 5, featureRate: 0.9, seed }
  const model = fitted(histogramGbdt.fit(dataset, options))
  const { trees, initialScore } = model.ensemble

  it('add up to the score', () => {
    const scores = model.scores(dataset)
    for (let row = 0; row < dataset.rowCount; row++) {
      const { expected, contributions } = model.explain(dataset, row)
      const sum = contributions.reduce((total, each) => total + each, expected)
      expect(Math.abs(sum - (scores[row] ?? Number.NaN))).toBeLessThan(1e-9)
    }
  })

  it('are the same from tables, from walking every tree, and with tables for some trees only', () => {
    const explainers = [0, 60, 1_000_000].map((mostValues) => treeExplainer(model.ensemble, mostValues))
    for (let row = 0; row < dataset.rowCount; row++) {
      const [walked, mixed, tabled] = explainers.map((explain) =>
        explain(dataset.columns, { first: row, count: 1 }),
      )
      for (const [feature, [value = Number.NaN]] of walked?.contributions.entries() ?? []) {
        expect(Math.abs((tabled?.contributions[feature]?.[0] ?? Number.NaN) - value)).toBeLessThan(1e-12)
        expect(Math.abs((mixed?.contributions[feature]?.[0] ?? Number.NaN) - value)).toBeLessThan(1e-12)
      }
    }
  })

  it('of all rows at once are those of each row', () => {
    for (const mostValues of [0, 60, 1_000_000]) {
      const explain = treeExplainer(model.ensemble, mostValues)
      const together = explain(dataset.columns, { first: 0, count: dataset.rowCount })
      for (let row = 0; row < dataset.rowCount; row++) {
        const alone = explain(dataset.columns, { first: row, count: 1 })
        expect(together.contributions.map((column) => column[row])).toEqual(
          alone.contributions.map((column) => column[0]),
        )
      }
    }
  })

  it('are the Shapley values of the game that a subset of known features plays', () => {
    const features = [...dataset.featureNames.keys()]
    for (let row = 0; row < 25; row++) {
      const worth = (known: readonly number[]) =>
        trees.reduce((sum, tree) => sum + meanScore(tree, 0, known, dataset.columns, row), initialScore)
      const { expected, contributions } = model.explain(dataset, row)
      expect(Math.abs(expected - worth([]))).toBeLessThan(1e-9)
      for (const feature of features) {
        expect(
          Math.abs((contributions[feature] ?? Number.NaN) - shapley(feature, features, worth)),
        ).toBeLessThan(1e-9)
      }
    }
  })
})

/** The definition: what the feature adds, over all orders in which features may become known. */
function shapley(feature: number, features: readonly number[], worth: (known: readonly number[]) => number) {
  const orders = permutations(features)
  const added = orders.map((order) => {
    const before = order.slice(0, order.indexOf(feature))
    return worth([...before, feature]) - worth(before)
  })
  return added.reduce((sum, each) => sum + each, 0) / orders.length
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}

/** The tree's mean score when only some features are known: at others both ways are gone, weighted by rows. */
function meanScore(
  tree: Tree,
  child: number,
  known: readonly number[],
  columns: readonly Float64Array[],
  row: number,
): number {
  if (tree.features.length === 0) return tree.leafScores[0] ?? Number.NaN
  if (child < 0) return tree.leafScores[~child] ?? Number.NaN
  const [left, right] = [tree.leftChildren[child] ?? 0, tree.rightChildren[child] ?? 0]
  if (known.includes(tree.features[child] ?? -1)) {
    return meanScore(tree, goesLeft(tree, child, columns, row) ? left : right, known, columns, row)
  }
  const [leftCount, rightCount] = [countRows(tree, left), countRows(tree, right)]
  return (
    (leftCount * meanScore(tree, left, known, columns, row) +
      rightCount * meanScore(tree, right, known, columns, row)) /
    (leftCount + rightCount)
  )
}

function countRows(tree: Tree, child: number): number {
  if (child < 0) return tree.leafCounts[~child] ?? 0
  return countRows(tree, tree.leftChildren[child] ?? 0) + countRows(tree, tree.rightChildren[child] ?? 0)
}
