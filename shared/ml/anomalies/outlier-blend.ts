import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { seededRandom } from '../../kernel/random.ts'
import { succeed } from '../../kernel/result.ts'
import { checkDataset } from '../check-dataset.ts'
import type { Dataset } from '../dataset.ts'
import type { Estimator, FittedModel } from '../estimator.ts'
import { notEnoughData, unreadableArtifact } from '../fit-failures.ts'
import { growIsolationForest, isolationForestSchema, isolationScores } from './isolation-forest.ts'
import { drawBags, neighbourBagsSchema, neighbourDistances } from './neighbour-distance.ts'
import { measureQuantiles, rankOf, scoreQuantilesSchema } from './score-ranks.ts'
import { fitStandardScaler, standardise, standardScalerSchema } from './standard-scaler.ts'

export interface OutlierBlendOptions {
  readonly seed: number
  readonly treeCount: number
  /** Rows of a tree, and of a bag of neighbours. */
  readonly sampleRowCount: number
  readonly bagCount: number
  readonly neighbourCount: number
}

const artifactSchema = z.object({
  kind: z.literal('outlier-blend'),
  version: z.literal(1),
  seed: z.number(),
  scaler: standardScalerSchema,
  forest: isolationForestSchema,
  neighbours: neighbourBagsSchema,
  isolationQuantiles: scoreQuantilesSchema,
  distanceQuantiles: scoreQuantilesSchema,
})
type Artifact = z.infer<typeof artifactSchema>

const defaults: OutlierBlendOptions = {
  seed: 1,
  treeCount: 100,
  sampleRowCount: 256,
  bagCount: 5,
  neighbourCount: 5,
}

/**
 * How unusual rows are, 0..1: the share of the rows it was fitted on that are less so. Two detectors that fail on different
 * data, an isolation forest and distances to nearest neighbours; a row is as unusual as the one of them says to which it is
 * more so (the maximum of ranks, Aggarwal and Sathe 2015). Missing values stand at the mean.
 */
export const outlierBlend: Estimator<Dataset, OutlierBlendOptions, FittedModel> = {
  kind: 'outlier-blend',
  defaults,
  fit(dataset, options) {
    const settings = { ...defaults, ...options }
    const checked = checkDataset(dataset, { fewestRows: fewestOutlierRows, mayMiss: true })
    if (!checked.ok) return checked
    const scaler = fitStandardScaler(dataset)
    if (scaler.deviations.every((deviation) => deviation === 0)) return notEnoughData('all rows are alike')
    const columns = standardise(scaler, dataset)
    const random = seededRandom(settings.seed)
    const forest = growIsolationForest(columns, settings, random)
    const bags = { ...settings, bagRowCount: settings.sampleRowCount }
    const neighbours = drawBags(columns, bags, random)
    return succeed(
      modelOf({
        kind: 'outlier-blend',
        version: 1,
        seed: settings.seed,
        scaler,
        forest,
        neighbours,
        isolationQuantiles: measureQuantiles(isolationScores(forest, columns)),
        distanceQuantiles: measureQuantiles(neighbourDistances(neighbours, columns)),
      }),
    )
  },
  read(artifact) {
    const parsed = artifactSchema.safeParse(artifact)
    if (!parsed.success) return unreadableArtifact('this is no artifact of an outlier blend')
    const { scaler, forest, neighbours } = parsed.data
    const width = scaler.featureNames.length
    const isWhole =
      scaler.means.length === width &&
      scaler.deviations.length === width &&
      neighbours.bags.every((bag) => bag.length % width === 0) &&
      forest.trees.every(
        ({ features, thresholds, rightNodes }) =>
          thresholds.length === features.length &&
          // A branch that led back would never end.
          features.every(
            (feature, node) => feature < width && (feature === -1 || (rightNodes[node] ?? 0) > node),
          ) &&
          rightNodes.every((node) => node < features.length),
      )
    return isWhole ? succeed(modelOf(parsed.data)) : unreadableArtifact('its parts do not go together')
  },
}

/** Fewer rows than this cannot show what is usual. */
export const fewestOutlierRows = 20

function modelOf(learned: Artifact): FittedModel {
  return {
    predict(dataset) {
      const columns = standardise(learned.scaler, dataset)
      const isolation = isolationScores(learned.forest, columns)
      const distances = neighbourDistances(learned.neighbours, columns)
      return isolation.map((score, row) =>
        Math.max(
          rankOf(learned.isolationQuantiles, score),
          rankOf(learned.distanceQuantiles, distances[row] ?? 0),
        ),
      )
    },
    toArtifact: () => structuredClone(learned) as unknown as JsonObject,
  }
}
