import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { bestCentres } from '#shared/ml/clustering/best-centres.ts'
import { inertiaOf } from '#shared/ml/clustering/nearest-centre.ts'
import { type PointSource, pointsOf } from '#shared/ml/clustering/point-source.ts'
import { normal } from './normal.ts'

const search = { clusterCount: 2, restarts: 10, seed: 1, restartRowCount: 20_000, miniBatchAbove: 100_000 }

function sourceOf(points: readonly number[][]): PointSource {
  return { rowCount: points.length, point: (row) => points[row] ?? [] }
}

/** Five clouds that overlap a little. */
function clouds(rowCount: number): PointSource {
  const random = seededRandom(7)
  const middles = Array.from({ length: 5 }, () => [
    4 * normal(random),
    4 * normal(random),
    4 * normal(random),
  ])
  return sourceOf(
    Array.from({ length: rowCount }, (_, row) =>
      (middles[row % 5] ?? []).map((middle) => middle + normal(random)),
    ),
  )
}

describe('bestCentres', () => {
  it('finds the centres of the example of scikit-learn (KMeans)', () => {
    const points = [
      [1, 2],
      [1, 4],
      [1, 0],
      [10, 2],
      [10, 4],
      [10, 0],
    ]
    const centres = bestCentres(sourceOf(points), search).sort(
      (left, right) => (left[0] ?? 0) - (right[0] ?? 0),
    )
    expect(centres).toEqual([
      [1, 2],
      [10, 2],
    ])
    expect(inertiaOf(centres, points)).toBe(16)
  })

  it('comes within a thousandth of the best of many other starts', () => {
    const source = clouds(300)
    const points = pointsOf(source)
    const centres = bestCentres(source, { ...search, clusterCount: 5 })
    const best = inertiaOf(centres, points)
    for (let seed = 2; seed < 8; seed++) {
      const other = bestCentres(source, { ...search, clusterCount: 5, seed, restarts: 40 })
      expect(best).toBeLessThanOrEqual(1.001 * inertiaOf(other, points))
    }
  })

  it.each([
    ['a sample for the starts', { restartRowCount: 400 }, 1.001],
    ['mini-batches', { restartRowCount: 400, miniBatchAbove: 1_000 }, 1.02],
  ])('is hardly worse with %s', (_name, options, factor) => {
    const source = clouds(5_000)
    const points = pointsOf(source)
    const whole = inertiaOf(bestCentres(source, { ...search, clusterCount: 5 }), points)
    const part = inertiaOf(bestCentres(source, { ...search, clusterCount: 5, ...options }), points)
    expect(part).toBeLessThanOrEqual(factor * whole)
  })

  it('looks at all rows where a sample has too few different ones', () => {
    const points = Array.from({ length: 2_000 }, (_, row) => [row === 1_999 ? 5 : 0])
    const centres = bestCentres(sourceOf(points), { ...search, restartRowCount: 10 })
    expect(centres.flat().sort()).toEqual([0, 5])
  })
})
