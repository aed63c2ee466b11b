import type { LiveConsumptionPrediction, LiveSegmentUpdate } from '../../contracts/streaming.ts'
import type { ConsumptionEventRow, SegmentMovementRow } from '../../database/tables/predictions.ts'
import { dayIn, toIso } from '../../kernel/time.ts'

/** The segment-update event that a movement is told as. */
export function liveSegmentUpdate(row: Omit<SegmentMovementRow, 'tenantId'>): LiveSegmentUpdate {
  return {
    id: row.movementId,
    segmentKind: row.kind,
    customerId: row.customerId,
    previousSegment: row.previousSegment,
    newSegment: row.newSegment,
    segmentationScore: row.segmentationScore,
    reasonCodes: row.reasonCodes,
    timestamp: toIso(row.movedAt),
    confidence: row.confidence,
    modelVersion: row.modelVersion,
  }
}

/** The consumption prediction event of a kept row; the date is that of the shop's time zone. */
export function liveConsumptionPrediction(
  row: Omit<ConsumptionEventRow, 'tenantId'>,
  timeZone: string,
): LiveConsumptionPrediction {
  return {
    id: row.eventId,
    customerId: row.customerId,
    productId: row.productId,
    predictedConsumptionDate: dayIn(timeZone, row.expectedAt),
    confidence: row.confidence,
    predictionType: row.predictionType,
    factors: row.factors,
    timestamp: toIso(row.predictedAt),
    alertTriggered: row.isAlert,
  }
}
