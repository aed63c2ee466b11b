import * as z from 'zod'
import type { FeatureVector } from '../../features/feature-definition.ts'
import type { Json } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type KMeansModel, type KMeansOptions, kMeans } from '../../ml/clustering/k-means.ts'
import { unscalePoint } from '../../ml/clustering/log-scaler.ts'
import { matchCentres } from '../../ml/clustering/match-centres.ts'
import type { FitFailure } from '../../ml/estimator.ts'
import { notEnoughData, unreadableArtifact } from '../../ml/fit-failures.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import { rescaleCentre } from './rescale-centre.ts'
import { segmentFeatures, segmentWords } from './segment-words.ts'

const segmentSchema = z.object({
  /** `segment-3`: the same from run to run, as long as the cluster goes on. */
  id: z.string().regex(/^segment-\d+$/),
  words: z.string(),
  customerCount: z.int().nonnegative(),
  /** The centre in the units of the features, by name. */
  centre: z.record(z.string(), z.number()),
})
/** A group of customers that a model found. */
export type FoundSegment = z.infer<typeof segmentSchema>

const artifactSchema = z.object({
  kind: z.literal('segments'),
  version: z.literal(1),
  /** The number of the next new segment: a number is never used again. */
  nextNumber: z.int().positive(),
  /** In the order of the model's clusters. */
  segments: z.array(segmentSchema).min(1),
  model: z.unknown(),
})

/** The segments of a tenant and the model that finds a customer's. */
export interface FoundSegments {
  readonly nextNumber: number
  readonly segments: readonly FoundSegment[]
  readonly model: KMeansModel
}

/** The most segments there are at once. Each version has so many numbers of its own, as one that is not in use knows nothing of another's. */
const mostSegments = 8

/** Fewer customers than this are better looked at one by one. */
export const fewestSegmentCustomers = 50

/**
 * Segments by k-means over recency, frequency and monetary value of all who bought. A segment that goes on from one of `previous` keeps its id;
 * a new one has a number that no other version gave, `version` being that of this one.
 * Fails with `not-enough-data` below 50 customers, or when they hardly differ.
 */
export function findSegments(
  customers: readonly { readonly features: FeatureVector }[],
  previous: FoundSegments | null,
  { version = 1, ...options }: Partial<KMeansOptions> & { readonly version?: number } = {},
): Result<FoundSegments, FitFailure> {
  const buyers = customers.filter(({ features }) => (features.orderCount ?? 0) > 0)
  if (buyers.length < fewestSegmentCustomers) {
    const missing = fewestSegmentCustomers - buyers.length
    return notEnoughData(`Not enough yet: ${buyers.length} customers have bought, ${missing} more are needed`)
  }
  const names = segmentFeatures.map(({ name }) => name)
  const fitted = kMeans.fit(datasetOfFeatures(buyers, names), { mostClusters: mostSegments, ...options })
  if (!fitted.ok) return fitted
  const model = fitted.value
  const { ids, nextNumber } = nameClusters(model, previous, version)
  const segments = model.learned.centres.map((centre, cluster): FoundSegment => {
    const values = unscalePoint(model.learned.scaler, centre)
    return {
      id: ids[cluster] ?? '',
      words: segmentWords(segmentFeatures, centre, values),
      customerCount: model.learned.sizes[cluster] ?? 0,
      centre: Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0])),
    }
  })
  return succeed({ nextNumber, segments, model })
}

function nameClusters(
  model: KMeansModel,
  previous: FoundSegments | null,
  version: number,
): { ids: string[]; nextNumber: number } {
  const { scaler, centres } = model.learned
  const before = previous?.model.learned
  const old =
    before === undefined ? [] : before.centres.map((centre) => rescaleCentre(centre, before.scaler, scaler))
  let nextNumber = Math.max(previous?.nextNumber ?? 1, mostSegments * (version - 1) + 1)
  const ids = matchCentres(old, centres).map((match) => {
    const id = match === null ? undefined : previous?.segments[match]?.id
    return id ?? `segment-${nextNumber++}`
  })
  return { ids, nextNumber }
}

/** Plain JSON, from which `readSegments` makes the same segments. */
export function segmentsArtifact({ nextNumber, segments, model }: FoundSegments): Json {
  return {
    kind: 'segments',
    version: 1,
    nextNumber,
    segments: segments.map((segment) => ({ ...segment, centre: { ...segment.centre } })),
    model: model.toArtifact(),
  }
}

export function readSegments(artifact: unknown): Result<FoundSegments, FitFailure> {
  const parsed = artifactSchema.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact('these are no segments')
  const model = kMeans.read(parsed.data.model)
  if (!model.ok) return model
  const { nextNumber, segments } = parsed.data
  return segments.length === model.value.learned.centres.length
    ? succeed({ nextNumber, segments, model: model.value })
    : unreadableArtifact('there is not a segment for each cluster')
}
