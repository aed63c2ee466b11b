import type { PredictionRow } from '../database/tables/predictions.ts'
import { dayMs } from '../kernel/time.ts'

/** What a model or a rule says of a customer; who it is about, by what and when it was made is added to it. */
export type NewPrediction = Omit<
  PredictionRow,
  'tenantId' | 'customerId' | 'modelVersion' | 'predictedAt' | 'expiresAt'
>

/** Longer than a week, so that a night or two without scoring leave no gap. */
export const predictionLifeMs = 8 * dayMs

/** The prediction as it is kept. `modelVersion`: `churn-3`; null: made by rules. */
export function predictionRow(
  prediction: NewPrediction,
  customerId: string,
  modelVersion: string | null,
  predictedAt: number,
): Omit<PredictionRow, 'tenantId'> {
  return { ...prediction, customerId, modelVersion, predictedAt, expiresAt: predictedAt + predictionLifeMs }
}
