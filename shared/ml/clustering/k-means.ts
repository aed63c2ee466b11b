import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { succeed } from '../../kernel/result.ts'
import { checkDataset } from '../check-dataset.ts'
import type { Dataset } from '../dataset.ts'
import type { Estimator, FittedModel } from '../estimator.ts'
import { notEnoughData, unreadableArtifact } from '../fit-failures.ts'
import { bestTried, tryClusterCounts } from './choose-cluster-count.ts'
import { fitLogScaler, logScalerSchema, scaleRows } from './log-scaler.ts'
import { nearestCentre } from './nearest-centre.ts'
import type { PointSource } from './point-source.ts'

export interface KMeansOptions {
  /** Which numbers of clusters are tried; the silhouette chooses. Equal: that number. */
  readonly fewestClusters: number
  readonly mostClusters: number
  /** How many k-means++ starts there are for each. */
  readonly restarts: number
  readonly seed: number
  /** Of how many points the silhouette is computed; its time grows with the square. */
  readonly silhouetteRowCount: number
  /** See {@link CentreSearch}. */
  readonly restartRowCount: number
  readonly miniBatchAbove: number
}

const artifactSchema = z.object({
  kind: z.literal('k-means'),
  version: z.literal(1),
  seed: z.number(),
  scaler: logScalerSchema,
  centres: z.array(z.array(z.number()).readonly()).min(1).readonly(),
  sizes: z.array(z.int().nonnegative()).readonly(),
  inertia: z.number().nonnegative(),
  silhouette: z.number(),
  silhouetteByCount: z.array(z.object({ clusterCount: z.int(), silhouette: z.number() })).readonly(),
})
/** What k-means learned, as plain JSON. Centres are in standardised logarithms, the largest cluster first. */
export type KMeansArtifact = z.infer<typeof artifactSchema>

/** `predict` gives the index of each row's cluster. */
export interface KMeansModel extends FittedModel {
  readonly learned: KMeansArtifact
}

const defaults: KMeansOptions = {
  fewestClusters: 3,
  mostClusters: 8,
  restarts: 10,
  seed: 1,
  silhouetteRowCount: 2_000,
  restartRowCount: 20_000,
  miniBatchAbove: 100_000,
}

/**
 * K-means on standardised logarithms: features such as counts and amounts are skewed, and would leave one cluster for the few
 * largest and one for everybody else. Missing values stand at the mean.
 */
export const kMeans: Estimator<Dataset, KMeansOptions, KMeansModel> = {
  kind: 'k-means',
  defaults,
  fit(dataset, options) {
    const settings = { ...defaults, ...options }
    const checked = checkDataset(dataset, { fewestRows: settings.fewestClusters, mayMiss: true })
    if (!checked.ok) return checked
    const scaler = fitLogScaler(dataset)
    const points = scaleRows(scaler, dataset)
    const range = {
      fewest: settings.fewestClusters,
      most: settings.mostClusters,
      silhouetteRowCount: settings.silhouetteRowCount,
    }
    const tried = tryClusterCounts(points, range, settings)
    const best = bestTried(tried)
    if (best === undefined) {
      return notEnoughData(`there are not ${settings.fewestClusters} rows that differ from each other`)
    }
    return succeed(
      modelOf({
        kind: 'k-means',
        version: 1,
        seed: settings.seed,
        scaler,
        ...measureClusters(points, best.centres),
        silhouette: best.silhouette,
        silhouetteByCount: tried.map(({ clusterCount, silhouette }) => ({ clusterCount, silhouette })),
      }),
    )
  },
  read(artifact) {
    const parsed = artifactSchema.safeParse(artifact)
    if (!parsed.success) return unreadableArtifact('this is no artifact of k-means')
    const { scaler, centres } = parsed.data
    const width = scaler.featureNames.length
    const isWhole = [scaler.means, scaler.deviations, ...centres].every(({ length }) => length === width)
    return isWhole
      ? succeed(modelOf(parsed.data))
      : unreadableArtifact('centres and features do not go together')
  },
}

/** Centres in the order of their clusters' sizes, empty ones left out. */
function measureClusters(
  source: PointSource,
  found: readonly (readonly number[])[],
): { centres: (readonly number[])[]; sizes: number[]; inertia: number } {
  const sizes = found.map(() => 0)
  let inertia = 0
  for (let row = 0; row < source.rowCount; row++) {
    const { index, squaredDistance } = nearestCentre(found, source.point(row))
    sizes[index] = (sizes[index] ?? 0) + 1
    inertia += squaredDistance
  }
  const bySize = found
    .map((centre, index) => ({ centre, size: sizes[index] ?? 0 }))
    .filter(({ size }) => size > 0)
    .sort((left, right) => right.size - left.size)
  return { centres: bySize.map(({ centre }) => centre), sizes: bySize.map(({ size }) => size), inertia }
}

function modelOf(learned: KMeansArtifact): KMeansModel {
  return {
    learned,
    predict(dataset) {
      const points = scaleRows(learned.scaler, dataset)
      const clusters = new Float64Array(dataset.rowCount)
      for (let row = 0; row < dataset.rowCount; row++) {
        clusters[row] = nearestCentre(learned.centres, points.point(row)).index
      }
      return clusters
    },
    toArtifact: () => structuredClone(learned) as unknown as JsonObject,
  }
}
