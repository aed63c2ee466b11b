import type { PredictionReplacement } from '#shared/database/predictions.ts'
import type { FeatureVectorRow } from '#shared/database/save-feature-vectors.ts'
import type { PredictionRow } from '#shared/database/tables/predictions.ts'
import type { ModelInUse } from '#shared/predictions/model-in-use.ts'
import type { ModelKind, PredictionKind } from '#shared/predictions/prediction-kinds.ts'
import type { RfmScale } from '#shared/predictions/rfm/rfm-scale.ts'
import type { MeansSettings } from '#shared/predictions/socio-economic/may-profile-means.ts'
import type { ShopScale } from '#shared/predictions/socio-economic/shop-scale.ts'
import type { LearningContext } from '#shared/predictions/trainable.ts'
import type { CustomerJobPorts } from '../job-ports.ts'
import type { ChangesPorts } from './publish-changes.ts'

/** Predictions as they are kept. */
export interface KeptPredictions {
  /** What is known of customers, of these kinds. */
  find(customerIds: readonly string[], kinds: readonly PredictionKind[]): Promise<PredictionRow[]>
  /** Those of the kinds of which anything is known of anybody. */
  begunKinds(kinds: readonly PredictionKind[]): Promise<PredictionKind[]>
  /** Nothing is kept of people who may not be profiled, by what is known when it is written. */
  replace(replacement: PredictionReplacement): Promise<void>
  forget(customerIds: readonly string[]): Promise<void>
}

/** What whoever makes predictions needs beside the models. */
export interface PredictingPorts {
  readonly predictions: KeptPredictions
  readonly changes: ChangesPorts
  /** Keeps features as they were when predictions were made of them; earlier ones than are kept change nothing. */
  saveFeatures(rows: readonly FeatureVectorRow[]): Promise<void>
  /** What the last scoring of all customers measured; null before it, and where there are too few. */
  shopScale(): Promise<ShopScale | null>
  readonly means: MeansSettings
}

/** Everything a step of scoring needs of the world, for one tenant. */
export interface ScoringPorts extends CustomerJobPorts, PredictingPorts {
  /** The champions: of one kind, or of all (null). */
  models(kind: ModelKind | null, context: LearningContext): Promise<ModelInUse[]>
  /** Keeps the borders between the fifths of all customers, for those who are scored one by one. */
  saveRfmScale(scale: RfmScale): Promise<void>
  /** Keeps what customers pay and buy, for the next scoring and for those who are scored one by one. */
  saveShopScale(scale: ShopScale): Promise<void>
  noteDrift(
    model: Pick<ModelInUse, 'kind' | 'version'>,
    drift: { measuredAt: number; scorePsi: number | null; features: { feature: string; psi: number }[] },
  ): Promise<void>
}
