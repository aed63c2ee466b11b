import type { RandomSource } from '../../kernel/random.ts'
import { nearestCentre } from './nearest-centre.ts'
import type { PointSource } from './point-source.ts'

/**
 * Web-scale k-means (Sculley 2010): centres are drawn towards small random batches, each by one over the number of points it
 * has had. Starts at `centres`, which it does not change, as if each had had `sizes` points before.
 */
export function miniBatchKMeans(
  source: PointSource,
  start: { readonly centres: readonly (readonly number[])[]; readonly sizes: readonly number[] },
  options: { readonly batchRowCount: number; readonly batchCount: number },
  random: RandomSource,
): number[][] {
  const centres = start.centres.map((centre) => [...centre])
  const taken = Float64Array.from(start.sizes)
  for (let batch = 0; batch < options.batchCount; batch++) {
    const points = Array.from({ length: options.batchRowCount }, () =>
      source.point(Math.floor(random() * source.rowCount)),
    )
    // Assigned with the centres as they were before the batch, as in the paper.
    const nearest = points.map((point) => nearestCentre(centres, point).index)
    for (const [row, point] of points.entries()) {
      const index = nearest[row] ?? 0
      const centre = centres[index] ?? []
      const count = (taken[index] ?? 0) + 1
      taken[index] = count
      for (const [axis, value] of point.entries()) {
        const before = centre[axis] ?? 0
        centre[axis] = before + (value - before) / count
      }
    }
  }
  return centres
}
