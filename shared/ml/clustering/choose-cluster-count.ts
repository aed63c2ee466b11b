import { seededRandom } from '../../kernel/random.ts'
import { bestCentres, type CentreSearch } from './best-centres.ts'
import { nearestCentre } from './nearest-centre.ts'
import { hasDifferentPoints, type PointSource, pointsOf } from './point-source.ts'
import { sampleRows } from './sample-rows.ts'
import { silhouette } from './silhouette.ts'

/** One number of clusters that was tried. */
export interface TriedClusterCount {
  readonly clusterCount: number
  /** -1..1, on a sample. */
  readonly silhouette: number
  readonly centres: number[][]
}

/**
 * Tries each number of clusters from `fewest` to `most`, as far as there are so many different points, with the same
 * sample of `silhouetteRowCount` points for all. Empty when there are fewer different points than `fewest`.
 */
export function tryClusterCounts(
  source: PointSource,
  range: { readonly fewest: number; readonly most: number; readonly silhouetteRowCount: number },
  search: Omit<CentreSearch, 'clusterCount'>,
): TriedClusterCount[] {
  const sample = pointsOf(
    source,
    sampleRows(source.rowCount, range.silhouetteRowCount, seededRandom(search.seed)),
  )
  const tried: TriedClusterCount[] = []
  for (let clusterCount = range.fewest; clusterCount <= range.most; clusterCount++) {
    if (!hasDifferentPoints(source, clusterCount)) break
    const centres = bestCentres(source, { ...search, clusterCount })
    const clusters = sample.map((point) => nearestCentre(centres, point).index)
    const value = silhouette(sample, clusters)
    tried.push({ clusterCount, silhouette: Number.isNaN(value) ? 0 : value, centres })
  }
  return tried
}

/** The number of clusters with the highest silhouette; of equal ones the smallest. */
export function bestTried(tried: readonly TriedClusterCount[]): TriedClusterCount | undefined {
  return tried.reduce<TriedClusterCount | undefined>(
    (best, next) => (best === undefined || next.silhouette > best.silhouette ? next : best),
    undefined,
  )
}
