import type { ModelCurve } from '../../contracts/models.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { Result } from '../../kernel/result.ts'
import type { Dataset } from '../../ml/dataset.ts'
import type { NewPrediction } from '../new-prediction.ts'
import type { NotEnoughYet } from '../trainable.ts'
import type { RepurchaseRow } from './repurchase-row.ts'
import type { ReturnModel, ReturnStack } from './return-model.ts'

/** What eight in ten of the customers who were predicted about the same came to, at least and at most. */
export interface OutcomeBand {
  readonly lower: number
  readonly upper: number
}

/**
 * What is asked of a customer for the days of the horizon, and the model that answers it: one of coming back, and what is learned on
 * top of it. All that training, comparing and predicting need beside the answer itself is the same for every question.
 */
export interface RepurchaseQuestion<Model> {
  readonly kind: 'churn' | 'lifetime-value'
  readonly title: string
  readonly decidedBy: { readonly metric: string; readonly isHigherBetter: boolean }
  readonly algorithm: string
  /** What it takes to learn it, beside what it takes to learn who comes back. */
  check(learned: readonly RepurchaseRow[]): Result<null, NotEnoughYet>
  /** The model of coming back becomes the one of the answer. */
  build(returns: ReturnModel, rows: readonly RepurchaseRow[], stack: ReturnStack, seed: number): Model
  returnsOf(model: Model): ReturnModel
  toArtifact(model: Model): JsonObject
  /** Throws when it is none: it comes from the registry, or from an earlier step. */
  read(artifact: unknown): Model
  /** How it was set, beside what is the same for every question. */
  parameters(model: Model, stack: ReturnStack): Readonly<Record<string, number>>
  /** The answers for rows that were not learned from, by their `returnInputs`, in the unit of `actual`. */
  answers(model: Model, stack: ReturnStack, inputs: Dataset): Float64Array
  /** What came of the rows. */
  actual(rows: readonly RepurchaseRow[]): Float64Array
  /** The plain rule that a model has to beat. */
  plainRule(learned: readonly RepurchaseRow[], asked: readonly RepurchaseRow[]): Float64Array
  metrics(predicted: Float64Array, actual: Float64Array): Record<string, number>
  curves(predicted: Float64Array, actual: Float64Array): ModelCurve[]
  /** Whether a band of outcomes goes with each answer. */
  readonly hasBands: boolean
  /** What each of `inputNames` adds to the answer in each row, a column each, on whatever scale adds up. */
  contributions(model: Model, stack: ReturnStack, inputs: Dataset): readonly Float64Array[]
  /** The answer as it is told. */
  say(value: number, band: OutcomeBand | null, factors: NewPrediction['factors']): NewPrediction
  /** Of models that were learned elsewhere: objectives whose answer is the one asked for, and what an answer cannot be. */
  readonly elsewhere: {
    readonly objectives: ReadonlySet<string>
    /** In words, as it has to be for the model to answer the question. */
    readonly label: string
    bounded(answer: number): number
  }
}
