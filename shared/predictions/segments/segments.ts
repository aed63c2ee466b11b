import type { JsonObject } from '../../kernel/json.ts'
import { seededRandom } from '../../kernel/random.ts'
import { scaleRows } from '../../ml/clustering/log-scaler.ts'
import { nearestCentre } from '../../ml/clustering/nearest-centre.ts'
import { pointsOf } from '../../ml/clustering/point-source.ts'
import { sampleRows } from '../../ml/clustering/sample-rows.ts'
import { silhouette } from '../../ml/clustering/silhouette.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import { measureReference } from '../drift.ts'
import { featureRows, featuresOf, readFeatureRows } from '../feature-rows.ts'
import { newPrediction, noPurchaseYet } from '../new-prediction.ts'
import { readOnce } from '../read-once.ts'
import { singleStepRun } from '../single-step-run.ts'
import type { LearningContext, Trainable } from '../trainable.ts'
import { type FoundSegments, findSegments, readSegments, segmentsArtifact } from './find-segments.ts'
import { placeInSegment } from './place-in-segment.ts'
import { segmentTitle } from './segment-title.ts'
import { segmentFeatures } from './segment-words.ts'

const names = segmentFeatures.map(({ name }) => name)
/** Of so many customers the silhouette is measured; its time grows with the square. */
const measuredCustomers = 2_000

const readKept = readOnce(readFound)

/** Groups of customers who buy alike, found by k-means. */
export const segments: Trainable = {
  kind: 'segments',
  title: 'Segments',
  decidedBy: { metric: 'silhouette', isHigherBetter: true },
  rowWidth: names.length,
  rowsOf: (example, context) => featureRows(example, context, names),
  train(numbers, context, saved, champion = null) {
    const customers = readFeatureRows(numbers, names)
    return singleStepRun({
      saved,
      learn: () =>
        findSegments(customers, champion === null ? null : readFound(champion), {
          seed: context.seed,
          version: context.version ?? 1,
        }),
      write: (found) => segmentsArtifact(found) as JsonObject,
      read: readFound,
      describe: (found, artifact) => {
        const { learned } = found.model
        return {
          algorithm: 'k-means',
          artifact,
          dataFrom: context.asOfMs,
          dataTo: context.asOfMs,
          rowCount: customers.length,
          featureNames: names,
          parameters: { clusterCount: learned.centres.length, restarts: 10 },
          metrics: measure(found, numbers, context),
          baselineMetrics: { silhouette: rankedSilhouette(found, numbers, context) },
          importances: [],
          curves: [],
          reference: measureReference(datasetOfFeatures(customers, names), null),
        }
      },
    })
  },
  evaluate: (artifact, numbers, context) => measure(readFound(artifact), numbers, context),
  predictor(artifact, context) {
    const found = readKept(artifact)
    return {
      predict(example) {
        const features = featuresOf(example, context)
        const place = placeInSegment(found, features, '')
        if (place === null) return { rows: [], missing: noPurchaseYet }
        return {
          rows: [
            newPrediction('segment', {
              value: place.segmentationScore,
              label: segmentTitle(place.segment),
              confidence: place.confidence,
              factors: segmentFeatures.map(({ name, high, low }) => {
                const deviation = place.deviations[name] ?? 0
                return {
                  text: deviation > 0 ? high : low,
                  feature: name,
                  contribution: Number(deviation.toPrecision(4)),
                }
              }),
            }),
          ],
          missing: null,
          inputs: Object.fromEntries(names.map((name) => [name, features[name] ?? null])),
        }
      },
    }
  },
}

function readFound(artifact: JsonObject): FoundSegments {
  const found = readSegments(artifact)
  if (!found.ok) throw new Error(found.failure.message)
  return found.value
}

function measure(
  found: FoundSegments,
  numbers: Float64Array,
  context: LearningContext,
): Record<string, number> {
  const { centres } = found.model.learned
  const points = scaledPoints(found, numbers)
  let inertia = 0
  for (let row = 0; row < points.rowCount; row += 1) {
    inertia += nearestCentre(centres, points.point(row)).squaredDistance
  }
  const sample = pointsOf(points, sampleRows(points.rowCount, measuredCustomers, seededRandom(context.seed)))
  const value = silhouette(
    sample,
    sample.map((point) => nearestCentre(centres, point).index),
  )
  return { silhouette: Number.isNaN(value) ? 0 : value, inertia, clusterCount: centres.length }
}

/** The plain rule to beat: as many groups of equal size by what was spent. */
function rankedSilhouette(found: FoundSegments, numbers: Float64Array, context: LearningContext): number {
  const points = scaledPoints(found, numbers)
  const sample = pointsOf(points, sampleRows(points.rowCount, measuredCustomers, seededRandom(context.seed)))
  const revenue = names.indexOf('revenueMinor')
  const order = [...sample.keys()].sort(
    (left, right) => (sample[left]?.[revenue] ?? 0) - (sample[right]?.[revenue] ?? 0),
  )
  const groups = new Float64Array(sample.length)
  const count = found.model.learned.centres.length
  for (const [rank, row] of order.entries()) groups[row] = Math.floor((rank * count) / sample.length)
  const value = silhouette(sample, groups)
  return Number.isNaN(value) ? 0 : value
}

function scaledPoints(found: FoundSegments, numbers: Float64Array) {
  return scaleRows(found.model.learned.scaler, datasetOfFeatures(readFeatureRows(numbers, names), names))
}
