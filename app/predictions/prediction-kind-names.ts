import type { PredictionView } from '#shared/contracts/predictions.ts'

/** What the screen calls what is predicted. */
export const predictionKindNames: Readonly<Record<PredictionView['kind'], string>> = {
  churn: 'Churn risk',
  'lifetime-value': 'Expected value',
  consumption: 'Next purchases',
  'category-consumption': 'Next purchases by category',
  rfm: 'Segment',
  segment: 'Segment found by the model',
  anomaly: 'Unusual behaviour',
  'socio-economic': 'Shopping profile',
}
