import type { JsonObject } from '../kernel/json.ts'
import type { Failure, Result } from '../kernel/result.ts'
import type { Dataset } from './dataset.ts'

/**
 * Why nothing was learned: there is too little of it (rows, distinct values, one of two classes is missing), or a value
 * that no formula can take (NaN where none may be, a label that is no 0 or 1, columns of unequal length).
 */
export interface FitFailure extends Failure {
  readonly kind: 'not-enough-data' | 'invalid-data' | 'unreadable-artifact'
  readonly retryable: false
}

/** What was learned. It never changes, and equal inputs give equal outputs. */
export interface FittedModel {
  /** One number a row. Throws when the dataset has not the features it was fitted on: that is a bug of the caller. */
  predict(dataset: Dataset): Float64Array
  /** Plain JSON from which `read` makes a model that predicts the same, bit for bit. */
  toArtifact(): JsonObject
}

/**
 * A way of learning, as a value. `fit` changes none of its arguments, and with the same dataset and options (chance comes
 * as a seed among the options) gives the same model.
 */
export interface Estimator<Learned extends Dataset, Options, Model extends FittedModel> {
  /** Its name in the field, kebab-case, and the `kind` of its artifacts: `histogram-gbdt`. */
  readonly kind: string
  readonly defaults: Options
  fit(dataset: Learned, options?: Partial<Options>): Result<Model, FitFailure>
  read(artifact: unknown): Result<Model, FitFailure>
}
