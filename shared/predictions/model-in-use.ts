import type { DriftReference } from './drift.ts'
import type { ModelKind, PredictionKind } from './prediction-kinds.ts'
import type { Predictor } from './trainable.ts'

/** The champion of a kind, ready to predict. */
export interface ModelInUse {
  readonly kind: ModelKind
  readonly version: number
  /** `churn-3`. */
  readonly name: string
  readonly predictor: Predictor
  readonly reference: DriftReference | null
}

/** What each kind of model predicts of a customer; recommendations and next baskets are made when they are asked for. */
export const predictionKindsOf: Readonly<Record<ModelKind, readonly PredictionKind[]>> = {
  churn: ['churn'],
  'lifetime-value': ['lifetime-value'],
  consumption: ['consumption', 'category-consumption'],
  segments: ['segment'],
  anomalies: ['anomaly'],
  recommendations: [],
  'next-basket': [],
}
