import type { PredictionView } from '../../contracts/predictions.ts'
import type { PredictionRow } from '../../database/tables/predictions.ts'
import { toIso } from '../../kernel/time.ts'

export function predictionView(row: PredictionRow): PredictionView {
  return {
    kind: row.kind,
    subject: row.subject === '' ? null : row.subject,
    subjectName: row.subjectName,
    value: row.value,
    label: row.label,
    confidence: row.confidence,
    expectedAt: row.expectedAt === null ? null : toIso(row.expectedAt),
    interval: intervalOf(row),
    lower: row.lower,
    upper: row.upper,
    predictionType: row.predictionType,
    factors: row.factors,
    modelVersion: row.modelVersion,
    predictedAt: toIso(row.predictedAt),
    expiresAt: toIso(row.expiresAt),
  }
}

/** When something is expected, at the earliest and at the latest. */
export function intervalOf({
  expectedFrom,
  expectedTo,
}: Pick<PredictionRow, 'expectedFrom' | 'expectedTo'>): PredictionView['interval'] {
  return expectedFrom === null || expectedTo === null
    ? null
    : { from: toIso(expectedFrom), to: toIso(expectedTo) }
}
