import type { ModelCurve } from '../contracts/models.ts'
import type { ProductView } from '../features/product-views.ts'
import type { PurchaseHistory } from '../features/purchase.ts'
import type { JsonObject } from '../kernel/json.ts'
import type { Failure, Result } from '../kernel/result.ts'
import type { DriftReference } from './drift.ts'
import type { NewPrediction } from './new-prediction.ts'
import type { ModelKind } from './prediction-kinds.ts'

/** What every step of training and scoring may know of the tenant. */
export interface LearningContext {
  readonly tenantId: string
  /** ISO 4217; amounts are minor units of it. */
  readonly currency: string
  readonly timeZone: string
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** "Now" of the run, UTC epoch ms: nothing later is looked at. */
  readonly asOfMs: number
  readonly seed: number
  /** Of the model that is being trained; absent when nothing is. */
  readonly version?: number
  /** By which share of the usual something is unusual, as the shop chose; absent: half. */
  readonly spendingDeviationThreshold?: number
}

/** A purchase history with what else is known; `activity` is the text of `features.activity`, '' without any. */
export interface LearningExample extends PurchaseHistory {
  readonly activity: string
  /** Products looked at lately; only for a kind of model that {@link Trainable.viewsOfDays} asks for. */
  readonly views?: readonly ProductView[]
}

/** What the catalogue says of a product that is for sale. */
export interface CatalogueProduct {
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
  readonly brand: string | null
  /** Of its cheapest variant, minor units of whatever currency it is sold in. */
  readonly priceMinor: number | null
}

/** There is too little to learn from yet; `message` says what is missing, in words for the screen. */
export interface NotEnoughYet extends Failure {
  readonly kind: 'not-enough-data'
  readonly retryable: false
}

/** What came of a training. */
export interface Trained {
  readonly algorithm: string
  /** JSON, read back by `predictor`. */
  readonly artifact: JsonObject
  /** What is asked often and is too large for JSON; kept beside the artifact, and read without it. */
  readonly bytes?: ArrayBuffer
  readonly dataFrom: number
  readonly dataTo: number
  readonly rowCount: number
  readonly featureNames: readonly string[]
  readonly parameters: Readonly<Record<string, number | string | boolean>>
  /** On a window later than the one it learned from. */
  readonly metrics: Readonly<Record<string, number>>
  readonly baselineMetrics: Readonly<Record<string, number>>
  readonly importances: readonly { readonly feature: string; readonly share: number }[]
  readonly curves: readonly ModelCurve[]
  /** How features and scores were spread at training, that drift is measured against; null: it is not measured. */
  readonly reference: DriftReference | null
}

/** Learning in steps, each within the time of one queue message. */
export interface TrainingRun {
  /** Does some more work, some seconds of it; true when there is nothing left to do. */
  advance(): boolean
  /** 0..1. */
  readonly progressRate: number
  /** Everything a later step needs to go on from here, as JSON. */
  save(): JsonObject
  /** After the last `advance`. */
  result(): Result<Trained, NotEnoughYet>
}

/** Why a model that was learned elsewhere cannot be used, part by part; `pointer` is a JSON pointer by the names of its format. */
export interface UnreadableUpload extends Failure {
  readonly kind: 'unreadable-upload'
  readonly retryable: false
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[]
}

/** What a kind of model does with models that were learned elsewhere. */
export interface Elsewhere {
  /** The artifact of an uploaded model, not measured yet; or all that is wrong with it. */
  read(content: string): Result<JsonObject, UnreadableUpload>
  /**
   * The same kind of model for a job in which models from elsewhere take part: `judged` is measured instead of learning one (null: it
   * learns), `champion` is the artifact in use. Its rows hold what they ask for.
   */
  beside(models: { readonly judged: JsonObject | null; readonly champion: JsonObject | null }): Trainable
}

/** What is said of a customer. */
export interface Predicted {
  readonly rows: readonly NewPrediction[]
  /** What is missing to say more, in words; null: nothing. */
  readonly missing: string | null
  /** What the prediction was made from, by the names of `reference.features`, to see whether it drifts. */
  readonly inputs?: Readonly<Record<string, number | null>>
}

/** Makes the predictions of one kind for a customer, or says why there are none yet. */
export interface Predictor {
  predict(example: LearningExample): Predicted
  /** The same for each of many, where that takes less time than one by one. */
  predictAll?(examples: readonly LearningExample[]): readonly Predicted[]
}

/** What a predictor says of each of some customers, in their order. */
export function predictAll(predictor: Predictor, examples: readonly LearningExample[]): readonly Predicted[] {
  return predictor.predictAll?.(examples) ?? examples.map((example) => predictor.predict(example))
}

/**
 * A kind of model the platform can train, keep in the registry and score with. Its examples are read once, customer by
 * customer, into plain rows of numbers (`Float64Array`, the same width for each), which is all that training sees.
 */
export interface Trainable {
  readonly kind: ModelKind
  readonly title: string
  /** The metric that decides about promotion, and whether more of it is better. */
  readonly decidedBy: { readonly metric: string; readonly isHigherBetter: boolean }
  /** Numbers a row. */
  readonly rowWidth: number
  /** What there is to learn from one customer: any number of rows; none when there is nothing. */
  rowsOf(example: LearningExample, context: LearningContext): readonly Float64Array[]
  /** Words that go with numbers of the rows, such as names of products. */
  textsOf?(example: LearningExample): ReadonlyMap<number, string>
  /** The same of a product of the catalogue; absent: the catalogue is not read. */
  catalogueText?(product: CatalogueProduct): readonly [key: number, text: string]
  /** How far back examples have views of products; absent: none. */
  readonly viewsOfDays?: number
  /**
   * Begins, or goes on from what `save` gave. `rows` are all rows, one after another; `champion` is the artifact in use, from
   * which names are taken that should last; `texts` are those of all examples.
   */
  train(
    rows: Float64Array,
    context: LearningContext,
    saved: JsonObject | null,
    champion?: JsonObject | null,
    texts?: ReadonlyMap<number, string>,
  ): TrainingRun
  /** Metrics of an earlier artifact on the same hold-out rows, for comparison with the champion; null: cannot be compared. */
  evaluate(
    artifact: JsonObject,
    rows: Float64Array,
    context: LearningContext,
  ): Readonly<Record<string, number>> | null
  /** Throws when the artifact is not one of this kind: it came from the registry. */
  predictor(artifact: JsonObject, context: LearningContext): Predictor
  /** Undefined: models that were learned elsewhere are not taken. */
  readonly elsewhere?: Elsewhere
}
