import type { FittedModel } from '../estimator.ts'
import type { DistinctHistories, RepeatHistory } from './repeat-history.ts'

/** What a customer-base model says of people, given its parameters. Durations are in the unit of the histories' times. */
export interface RepeatFormulas {
  /** Repeats to expect of somebody who has just come for the first time, within `duration`: E[X(t)]. */
  expectedOfNewcomer(duration: number): number
  /** Repeats to expect of this person within the next `duration`. */
  expectedFurther(history: RepeatHistory, duration: number): number
  /** The chance, 0..1, that this person has not dropped out for good. */
  chanceAlive(history: RepeatHistory): number
  /** The chance, 0..1, of at least one repeat within the next `duration`. */
  chanceOfAny(history: RepeatHistory, duration: number): number
}

/** One of the models of the literature: its likelihood, and what follows from its parameters. */
export interface RepeatLaw {
  readonly kind: string
  /** As the paper calls them. All are above 0. */
  readonly parameterNames: readonly string[]
  /** Those of them that are times, in the unit of the histories. */
  readonly timeParameters: readonly string[]
  /** The log-likelihood of all histories as a function of the parameters, in the order of their names. */
  logLikelihood(histories: DistinctHistories): (parameters: Float64Array) => number
  formulas(parameters: readonly number[]): RepeatFormulas
}

/** A fitted one. `predict` gives the repeats to expect within the `horizon` it was fitted with. */
export interface RepeatModel extends FittedModel, RepeatFormulas {
  readonly kind: string
  readonly parameters: Readonly<Record<string, number>>
  /** Of the people it was fitted on, without the penalty. */
  readonly logLikelihood: number
}
