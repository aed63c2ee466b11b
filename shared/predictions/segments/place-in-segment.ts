import type { FeatureVector } from '../../features/feature-definition.ts'
import { scaleRows } from '../../ml/clustering/log-scaler.ts'
import { squaredDistance } from '../../ml/clustering/nearest-centre.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import type { FoundSegments } from './find-segments.ts'
import type { SegmentPlace, SegmentReasonCode } from './segment-update.ts'

/** Where a customer stands among found segments, with the standardised features that moves are told by. */
export interface FoundSegmentPlace extends SegmentPlace {
  readonly deviations: Readonly<Record<string, number>>
}

/**
 * The segment of the nearest centre. `segmentationScore` is 1 at the centre and a half at one standard deviation a feature;
 * `confidence` is how much nearer that centre is than the next one, as a share of the way to the next (a silhouette by centres).
 *
 * Null for a customer who never bought.
 */
export function placeInSegment(
  { segments, model }: FoundSegments,
  features: FeatureVector,
  modelVersion: string,
): FoundSegmentPlace | null {
  if (!((features.orderCount ?? 0) > 0)) return null
  const { scaler, centres } = model.learned
  const names = scaler.featureNames
  const point = scaleRows(scaler, datasetOfFeatures([{ features }], names)).point(0)
  const byDistance = centres
    .map((centre, cluster) => ({ cluster, squared: squaredDistance(centre, point) }))
    .sort((left, right) => left.squared - right.squared)
  const [nearest, next] = byDistance
  const segment = segments[nearest?.cluster ?? -1]
  if (nearest === undefined || segment === undefined) return null
  const [near, far] = [Math.sqrt(nearest.squared), Math.sqrt(next?.squared ?? Number.POSITIVE_INFINITY)]
  return {
    segment: segment.id,
    segmentationScore: 1 / (1 + nearest.squared / names.length),
    confidence: far === Number.POSITIVE_INFINITY ? 1 : far === 0 ? 0 : (far - near) / far,
    modelVersion,
    deviations: Object.fromEntries(names.map((name, index) => [name, point[index] ?? 0])),
  }
}

/** A move of less than this many standard deviations is no reason. */
const tellingMove = 0.25

/** Which measures moved a customer to another segment. Fewer days since the last purchase are a recency that rose. */
export function segmentReasonCodesOf(
  before: FoundSegmentPlace,
  after: FoundSegmentPlace,
): SegmentReasonCode[] {
  const move = (name: string): number => (after.deviations[name] ?? 0) - (before.deviations[name] ?? 0)
  const codes: SegmentReasonCode[] = []
  if (move('recencyDays') <= -tellingMove) codes.push('recency-rose')
  if (move('recencyDays') >= tellingMove) codes.push('recency-fell')
  if (move('orderCount') >= tellingMove) codes.push('frequency-rose')
  if (move('orderCount') <= -tellingMove) codes.push('frequency-fell')
  if (move('revenueMinor') >= tellingMove) codes.push('monetary-rose')
  if (move('revenueMinor') <= -tellingMove) codes.push('monetary-fell')
  if (codes.length > 0) return codes
  return before.modelVersion === after.modelVersion ? ['other-behaviour'] : ['model-changed']
}
