/** What is predicted of a customer. `rfm` follows rules; all others come from a model. */
export const predictionKinds = [
  'churn',
  'lifetime-value',
  'consumption',
  'category-consumption',
  'rfm',
  'segment',
  'anomaly',
  'socio-economic',
] as const
export type PredictionKind = (typeof predictionKinds)[number]

/** What is learned from a tenant's data, each with versions of its own in the registry. */
export const modelKinds = [
  'churn',
  'lifetime-value',
  'consumption',
  'segments',
  'recommendations',
  'next-basket',
  'anomalies',
] as const
export type ModelKind = (typeof modelKinds)[number]
