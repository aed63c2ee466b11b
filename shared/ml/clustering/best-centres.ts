import { kmeans } from 'ml-kmeans'
import { seededRandom } from '../../kernel/random.ts'
import { miniBatchKMeans } from './mini-batch-k-means.ts'
import { clusterSizes, inertiaOf } from './nearest-centre.ts'
import { hasDifferentPoints, type PointSource, pointsOf } from './point-source.ts'
import { sampleRows } from './sample-rows.ts'

export interface CentreSearch {
  readonly clusterCount: number
  /** How many times k-means++ starts anew; the least inertia wins. */
  readonly restarts: number
  readonly seed: number
  /** With more rows than this the restarts look at a sample of so many, and only the best goes on with all rows. */
  readonly restartRowCount: number
  /** With more rows than this, mini-batches take the place of passes over all rows. */
  readonly miniBatchAbove: number
}

const maxIterations = 300
const batchRowCount = 1_024
/** So many times over all rows do the batches of a run go. */
const batchPasses = 3

/**
 * Centres of least inertia: Lloyd's algorithm from several k-means++ starts (Arthur and Vassilvitskii 2007). There must be at
 * least `clusterCount` different points.
 */
export function bestCentres(source: PointSource, search: CentreSearch): number[][] {
  const { clusterCount, seed, restartRowCount, miniBatchAbove } = search
  const random = seededRandom(seed)
  const drawn = sampleOf(source, sampleRows(source.rowCount, restartRowCount, random))
  const sample = pointsOf(hasDifferentPoints(drawn, clusterCount) ? drawn : source)
  const best = bestOfRestarts(sample, search, random)
  if (sample.length === source.rowCount) return best
  if (source.rowCount > miniBatchAbove) {
    const batchCount = Math.ceil((batchPasses * source.rowCount) / batchRowCount)
    const start = { centres: best, sizes: clusterSizes(best, sample) }
    return miniBatchKMeans(source, start, { batchRowCount, batchCount }, random)
  }
  return kmeans(pointsOf(source), clusterCount, { initialization: best, maxIterations }).centroids
}

function bestOfRestarts(points: number[][], search: CentreSearch, random: () => number): number[][] {
  let best: number[][] = []
  let least = Number.POSITIVE_INFINITY
  for (let restart = 0; restart < search.restarts; restart++) {
    // The library takes whole seeds, and none that are 0.
    const seed = 1 + Math.floor(random() * 2 ** 31)
    const { centroids } = kmeans(points, search.clusterCount, { seed, maxIterations })
    const inertia = inertiaOf(centroids, points)
    if (inertia < least) {
      least = inertia
      best = centroids
    }
  }
  return best
}

function sampleOf(source: PointSource, rows: readonly number[]): PointSource {
  return { rowCount: rows.length, point: (row) => source.point(rows[row] ?? 0) }
}
