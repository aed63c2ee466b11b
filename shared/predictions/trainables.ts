import { anomalies } from './anomalies/anomalies.ts'
import { churn } from './churn/churn.ts'
import { consumption } from './consumption/consumption.ts'
import { lifetimeValue } from './lifetime-value/lifetime-value.ts'
import { nextBasket } from './next-basket/next-basket.ts'
import type { ModelKind } from './prediction-kinds.ts'
import { recommendations } from './recommendations/recommendations.ts'
import { segments } from './segments/segments.ts'
import type { Trainable } from './trainable.ts'

/** Everything that can be learned from a tenant's purchases. */
export const trainables: ReadonlyMap<ModelKind, Trainable> = new Map(
  [churn, lifetimeValue, consumption, segments, recommendations, nextBasket, anomalies].map(
    (trainable) => [trainable.kind, trainable] as const,
  ),
)
