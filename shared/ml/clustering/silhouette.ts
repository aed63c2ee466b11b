import { squaredDistance } from './nearest-centre.ts'

/**
 * Mean silhouette (Rousseeuw 1987), -1..1: of each point how much nearer it is to its own cluster than to the next, by mean
 * Euclidean distances. A point alone in its cluster counts 0. Quadratic in the number of points: give it a sample.
 *
 * NaN when there are fewer than two clusters.
 */
export function silhouette(points: readonly (readonly number[])[], clusters: ArrayLike<number>): number {
  const clusterCount = 1 + Array.from(clusters).reduce((most, cluster) => Math.max(most, cluster), -1)
  const sizes = new Float64Array(clusterCount)
  for (let row = 0; row < points.length; row++) bump(sizes, clusters[row] ?? 0, 1)
  if (sizes.filter((size) => size > 0).length < 2) return Number.NaN

  const distances = new Float64Array(clusterCount)
  let sum = 0
  for (const [row, point] of points.entries()) {
    distances.fill(0)
    for (const [other, otherPoint] of points.entries()) {
      bump(distances, clusters[other] ?? 0, Math.sqrt(squaredDistance(point, otherPoint)))
    }
    sum += silhouetteOf(clusters[row] ?? 0, distances, sizes)
  }
  return sum / points.length
}

function silhouetteOf(own: number, distances: Float64Array, sizes: Float64Array): number {
  const ownSize = sizes[own] ?? 0
  if (ownSize <= 1) return 0
  const inside = (distances[own] ?? 0) / (ownSize - 1)
  let outside = Number.POSITIVE_INFINITY
  for (const [cluster, size] of sizes.entries()) {
    if (cluster !== own && size > 0) outside = Math.min(outside, (distances[cluster] ?? 0) / size)
  }
  const wider = Math.max(inside, outside)
  return wider === 0 ? 0 : (outside - inside) / wider
}

function bump(totals: Float64Array, index: number, by: number): void {
  totals[index] = (totals[index] ?? 0) + by
}
