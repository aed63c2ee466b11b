import { toIso } from '../../kernel/time.ts'

/** Why a customer is in another segment than before. A measure rose: it is better now, compared with the other customers. */
export const segmentReasonCodes = [
  'first-segment',
  'recency-rose',
  'recency-fell',
  'frequency-rose',
  'frequency-fell',
  'monetary-rose',
  'monetary-fell',
  'other-behaviour',
  'model-changed',
] as const
export type SegmentReasonCode = (typeof segmentReasonCodes)[number]

/** What `POST /v1/streaming/events/segment-update` takes and the platform itself publishes. */
export interface SegmentUpdate {
  readonly customerId: string
  readonly previousSegment: string | null
  readonly newSegment: string
  /** How good the place is that the customer holds among all, or how well the customer fits a found segment; 0..1. */
  readonly segmentationScore: number
  readonly reasonCodes: readonly SegmentReasonCode[]
  /** ISO 8601. */
  readonly timestamp: string
  /** How sure it is that the customer belongs there and not next door, 0..1. */
  readonly confidence: number
  readonly modelVersion: string
}

/** Where a customer stands, as the last run of a model left it. */
export interface SegmentPlace {
  readonly segment: string
  readonly segmentationScore: number
  readonly confidence: number
  readonly modelVersion: string
}

/** The update to publish when a customer's segment changed, or was found for the first time; null when it is the same. */
export function segmentUpdate(
  customerId: string,
  previous: SegmentPlace | null,
  place: SegmentPlace,
  reasonCodes: readonly SegmentReasonCode[],
  nowMs: number,
): SegmentUpdate | null {
  if (previous?.segment === place.segment) return null
  return {
    customerId,
    previousSegment: previous?.segment ?? null,
    newSegment: place.segment,
    segmentationScore: place.segmentationScore,
    reasonCodes: previous === null ? ['first-segment'] : reasonCodes,
    timestamp: toIso(nowMs),
    confidence: place.confidence,
    modelVersion: place.modelVersion,
  }
}
