import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { growIsolationForest, isolationScores } from '#shared/ml/anomalies/isolation-forest.ts'
import { growIsolationTree, meanPathLength, pathLength } from '#shared/ml/anomalies/isolation-tree.ts'

describe('meanPathLength', () => {
  // The values that scikit-learn holds its own against (test_iforest_average_path_length).
  it.each([
    [1, 0],
    [2, 1],
    [5, 2 * (Math.log(4) + 0.577215664901532) - (2 * 4) / 5],
    [999, 2 * (Math.log(998) + 0.577215664901532) - (2 * 998) / 999],
  ])('of %i points is %f', (pointCount, length) => {
    expect(meanPathLength(pointCount)).toBeCloseTo(length, 10)
  })
})

describe('an isolation forest', () => {
  // The toy of scikit-learn's test_iforest_works: the last two are outliers.
  const toy = [Float64Array.of(-2, -1, -1, 1, 1, 2, 7, -5), Float64Array.of(-1, -1, -2, 1, 2, 1, 4, 9)]

  it.each([1, 2, 3])('scores the outliers of a toy set above all others, seed %i', (seed) => {
    const forest = growIsolationForest(toy, { treeCount: 100, sampleRowCount: 256 }, seededRandom(seed))
    const scores = isolationScores(forest, toy)
    const [first, second] = [...scores].slice(6)
    for (const score of scores.slice(0, 6)) expect(score).toBeLessThan(Math.min(first ?? 0, second ?? 0))
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true)
  })

  it('grows binary trees no deeper than log2 of the points', () => {
    const random = seededRandom(4)
    const columns = [Float64Array.from({ length: 200 }, random), Float64Array.from({ length: 200 }, random)]
    const rows = Array.from({ length: 200 }, (_, row) => row)
    const tree = growIsolationTree(columns, rows, random)
    const leaves = tree.features
      .map((feature, node) => ({ feature, node }))
      .filter(({ feature }) => feature === -1)
    expect(tree.features.length).toBe(2 * leaves.length - 1)
    for (const row of rows) {
      const length = pathLength(
        tree,
        Float64Array.from(columns, (column) => column[row] ?? 0),
      )
      expect(length).toBeGreaterThanOrEqual(1)
      expect(length).toBeLessThanOrEqual(8 + meanPathLength(200))
    }
  })

  it('tells nothing apart where all points are equal', () => {
    const same = [new Float64Array(50).fill(3)]
    const forest = growIsolationForest(same, { treeCount: 10, sampleRowCount: 32 }, seededRandom(1))
    expect(new Set(isolationScores(forest, same)).size).toBe(1)
  })
})
