import type { PredictionRow, SegmentMovementRow } from '../../database/tables/predictions.ts'
import { hash53 } from '../../kernel/hash.ts'
import { rfmReasonCodes } from '../rfm/rfm-place.ts'
import { rfmModelVersion, rfmScoresOf } from '../rfm/rfm-prediction.ts'
import { segmentReasonCodesOf } from './place-in-segment.ts'
import { type SegmentReasonCode, segmentUpdate } from './segment-update.ts'

type SegmentKind = SegmentMovementRow['kind']
type Known = Omit<PredictionRow, 'tenantId'>

/**
 * Who went from one segment to another, by the predictions before and after; nobody whose one before is the later. Somebody's
 * first segment counts only in `begunKinds`, those in which somebody had one before: else everybody would have moved on the
 * first day. The same change at the same moment has the same id.
 */
export function segmentMovements(
  before: readonly Known[],
  after: readonly Known[],
  begunKinds: readonly SegmentKind[],
): Omit<SegmentMovementRow, 'tenantId'>[] {
  const known = new Map(before.map((row) => [`${row.customerId} ${row.kind}`, row]))
  return after.flatMap((row) => {
    if (!isSegment(row.kind)) return []
    const previous = known.get(`${row.customerId} ${row.kind}`)
    if (previous === undefined ? !begunKinds.includes(row.kind) : previous.predictedAt > row.predictedAt)
      return []
    const update = segmentUpdate(
      row.customerId,
      previous === undefined ? null : placeOf(previous),
      placeOf(row),
      previous === undefined ? [] : reasonsOf(previous, row),
      row.predictedAt,
    )
    if (update === null) return []
    return [
      {
        movementId: `mov_${hash53(`${row.customerId} ${row.kind} ${row.predictedAt}`).toString(36)}`,
        customerId: row.customerId,
        kind: row.kind,
        previousSegment: update.previousSegment,
        newSegment: update.newSegment,
        segmentationScore: update.segmentationScore,
        reasonCodes: [...update.reasonCodes],
        confidence: update.confidence,
        modelVersion: update.modelVersion,
        movedAt: row.predictedAt,
        isPublished: false,
      },
    ]
  })
}

function isSegment(kind: PredictionRow['kind']): kind is SegmentKind {
  return kind === 'rfm' || kind === 'segment'
}

function placeOf({ kind, label, value, confidence, modelVersion }: Known) {
  const score = kind === 'rfm' ? ((value ?? 3) - 3) / 12 : (value ?? 0)
  return {
    segment: label ?? '',
    segmentationScore: Math.min(1, Math.max(0, score)),
    confidence: confidence ?? 0,
    modelVersion: modelVersion ?? rfmModelVersion,
  }
}

function reasonsOf(before: Known, after: Known): SegmentReasonCode[] {
  if (after.kind === 'rfm') return rfmReasonCodes(rfmScoresOf(before.factors), rfmScoresOf(after.factors))
  return segmentReasonCodesOf(foundPlace(before), foundPlace(after))
}

/** The factors of a found segment say how far each feature is from the middle of all customers. */
function foundPlace(row: Known) {
  const deviations = row.factors.flatMap(({ feature, contribution }) =>
    feature === null || contribution === null ? [] : [[feature, contribution] as const],
  )
  return { ...placeOf(row), deviations: Object.fromEntries(deviations) }
}
