import type { PredictionFactor } from '../contracts/predictions.ts'
import type { PredictionRow } from '../database/tables/predictions.ts'
import { dayMs } from '../kernel/time.ts'
import type { PredictionKind } from './prediction-kinds.ts'

/** What a model or a rule says of a customer; who it is about, by what and when it was made is added to it. */
export type NewPrediction = Omit<
  PredictionRow,
  'tenantId' | 'customerId' | 'modelVersion' | 'predictedAt' | 'expiresAt'
>

/** A prediction of a customer as a whole; what `says` leaves out is not said. */
export function newPrediction(
  kind: PredictionKind,
  says: Partial<Omit<NewPrediction, 'kind'>>,
): NewPrediction {
  return {
    kind,
    subject: '',
    subjectName: null,
    value: null,
    label: null,
    confidence: null,
    expectedAt: null,
    expectedFrom: null,
    expectedTo: null,
    lower: null,
    upper: null,
    predictionType: null,
    factors: [],
    ...says,
  }
}

/** Reasons that are words alone. */
export function factorsInWords(texts: readonly string[]): PredictionFactor[] {
  return texts.map((text) => ({ text, feature: null, contribution: null }))
}

/** What is missing for who has bought nothing. */
export const noPurchaseYet = 'It takes a first purchase'

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
