import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { outlierBlend } from '#shared/ml/anomalies/outlier-blend.ts'
import type { Dataset } from '#shared/ml/dataset.ts'
import { rocAuc } from '#shared/ml/metrics/roc-auc.ts'
import { normal } from '../clustering/normal.ts'
import { describeEstimator, fitted } from '../estimator-contract.ts'

function cloud(rowCount: number, seed: number): Dataset {
  const random = seededRandom(seed)
  const columns = [0, 1, 2, 3].map(() => Float64Array.from({ length: rowCount }, () => normal(random)))
  return { rowCount, featureNames: ['a', 'b', 'c', 'd'], columns }
}

describeEstimator({
  estimator: outlierBlend,
  learned: () => cloud(120, 1),
  unseen: () => cloud(20, 2),
  options: { treeCount: 20, bagCount: 2, sampleRowCount: 64 },
  labels: 'none',
  fewestRows: 20,
  missing: 'learned',
  constantFeatures: 'refused',
})

/** The first 30 rows of 1,000 replaced by what `place` says. */
function withOutliers(place: (random: () => number, feature: number) => number): {
  data: Dataset
  labels: Float64Array
} {
  const data = cloud(1_000, 3)
  const random = seededRandom(9)
  for (let row = 0; row < 30; row++) {
    for (const [feature, column] of data.columns.entries()) column[row] = place(random, feature)
  }
  return { data, labels: Float64Array.from({ length: 1_000 }, (_, row) => (row < 30 ? 1 : 0)) }
}

describe('the outlier blend', () => {
  it.each([
    ['scattered', (random: () => number) => 12 * (random() - 0.5)],
    ['gathered in one place', (random: () => number) => 4 + 0.2 * normal(random)],
    [
      'off in one feature',
      (random: () => number, feature: number) => normal(random) + (feature === 2 ? 6 : 0),
    ],
  ])('finds outliers that are %s', (_name, place) => {
    const { data, labels } = withOutliers(place)
    const scores = fitted(outlierBlend.fit(data)).predict(data)
    expect(rocAuc(scores, labels)).toBeGreaterThan(0.93)
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
  })

  it('does not care for the units of a feature', () => {
    const data = cloud(200, 4)
    const scaled = {
      ...data,
      columns: data.columns.map((column, feature) => column.map((x) => x * 4 ** feature)),
    }
    const scores = fitted(outlierBlend.fit(data)).predict(data)
    const others = fitted(outlierBlend.fit(scaled)).predict(scaled)
    for (const [row, score] of scores.entries()) expect(others[row]).toBeCloseTo(score, 2)
  })

  it('reads no trees that lead in a circle', () => {
    const artifact = JSON.parse(
      JSON.stringify(fitted(outlierBlend.fit(cloud(50, 1), { treeCount: 2 })).toArtifact()),
    )
    artifact.forest.trees[0].rightNodes[0] = 0
    expect(outlierBlend.read(artifact)).toMatchObject({ ok: false, failure: { kind: 'unreadable-artifact' } })
  })
})
