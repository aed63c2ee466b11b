import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { kMeans } from '#shared/ml/clustering/k-means.ts'
import type { Dataset } from '#shared/ml/dataset.ts'
import { describeEstimator, fitted } from '../estimator-contract.ts'
import { normal } from './normal.ts'

/** Customers of three kinds, on a logarithmic scale. */
function threeKinds(rowCount: number, seed: number): Dataset {
  const random = seededRandom(seed)
  const columns = [0, 1, 2].map(() => new Float64Array(rowCount))
  for (let row = 0; row < rowCount; row++) {
    for (const [feature, column] of columns.entries()) {
      const middle = (row % 3) + (feature === row % 3 ? 4 : 0)
      column[row] = Math.exp(middle + 0.3 * normal(random))
    }
  }
  return { rowCount, featureNames: ['days', 'orders', 'amount'], columns }
}

describeEstimator({
  estimator: kMeans,
  learned: () => threeKinds(90, 1),
  unseen: () => threeKinds(20, 2),
  labels: 'none',
  fewestRows: 3,
  missing: 'learned',
  constantFeatures: 'refused',
})

describe('k-means', () => {
  it('finds three kinds as three by the silhouette, the largest first, and puts alike with alike', () => {
    const model = fitted(kMeans.fit(threeKinds(301, 1)))
    expect(model.learned.sizes).toEqual([101, 100, 100])
    expect(model.learned.silhouetteByCount.map(({ clusterCount }) => clusterCount)).toEqual([
      3, 4, 5, 6, 7, 8,
    ])
    const clusters = model.predict(threeKinds(30, 5))
    for (const [row, cluster] of clusters.entries()) expect(cluster).toBe(clusters[row % 3])
    expect(new Set(clusters).size).toBe(3)
  })

  it('reports the inertia of its own clusters', () => {
    const dataset = threeKinds(60, 3)
    const { learned } = fitted(kMeans.fit(dataset))
    let inertia = 0
    for (let row = 0; row < dataset.rowCount; row++) {
      const point = dataset.columns.map(
        (column, feature) =>
          (Math.log(1 + (column[row] ?? 0)) - (learned.scaler.means[feature] ?? 0)) /
          (learned.scaler.deviations[feature] ?? 1),
      )
      const distances = learned.centres.map((centre) =>
        Math.hypot(...centre.map((x, axis) => x - (point[axis] ?? 0))),
      )
      inertia += Math.min(...distances) ** 2
    }
    expect(learned.inertia).toBeCloseTo(inertia, 8)
  })

  it('reads no artifact whose centres have another width', () => {
    const artifact = structuredClone(fitted(kMeans.fit(threeKinds(60, 3))).learned)
    expect(kMeans.read({ ...artifact, centres: [[1, 2]] }).ok).toBe(false)
  })
})
