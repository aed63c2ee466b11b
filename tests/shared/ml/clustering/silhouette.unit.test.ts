import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { silhouette } from '#shared/ml/clustering/silhouette.ts'

/** The definition, point by point, from a table of all distances. */
function slowSilhouette(points: readonly number[][], clusters: readonly number[]): number {
  const table = points.map((left) =>
    points.map((right) => Math.hypot(...left.map((x, axis) => x - (right[axis] ?? 0)))),
  )
  const meanTo = (row: number, cluster: number) => {
    const others = clusters.flatMap((of, other) =>
      of === cluster && other !== row ? (table[row]?.[other] ?? 0) : [],
    )
    return others.length === 0 ? null : others.reduce((sum, distance) => sum + distance, 0) / others.length
  }
  const widths = points.map((_, row) => {
    const inside = meanTo(row, clusters[row] ?? 0)
    if (inside === null) return 0
    const rest = [...new Set(clusters)].filter((cluster) => cluster !== clusters[row])
    const outside = Math.min(...rest.map((cluster) => meanTo(row, cluster) ?? 0))
    return (outside - inside) / Math.max(inside, outside)
  })
  return widths.reduce((sum, width) => sum + width, 0) / widths.length
}

describe('silhouette', () => {
  it('is as worked out by hand for two pairs', () => {
    // Of each point: a = 1; b = (10 + 11) / 2 or (9 + 10) / 2.
    const expected = (2 * (1 - 1 / 10.5) + 2 * (1 - 1 / 9.5)) / 4
    expect(silhouette([[0], [1], [10], [11]], [0, 0, 1, 1])).toBeCloseTo(expected, 12)
  })

  it.each([1, 2, 3])('agrees with its definition, seed %i', (seed) => {
    const random = seededRandom(seed)
    const points = Array.from({ length: 60 }, () => [random(), random() * 3, random()])
    const clusters = points.map((_, row) => (row === 0 ? 4 : Math.floor(random() * 4)))
    expect(silhouette(points, clusters)).toBeCloseTo(slowSilhouette(points, clusters), 10)
  })

  it('is 0 for clusters of equal points in one place, and says nothing of one cluster', () => {
    expect(silhouette([[1], [1], [1], [1]], [0, 0, 1, 1])).toBe(0)
    expect(silhouette([[1], [2]], [0, 0])).toBeNaN()
  })
})
