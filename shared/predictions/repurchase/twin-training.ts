import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { logLoss } from '../../ml/metrics/probability-losses.ts'
import { foldCount, foldsOf, labelsOf } from './repurchase-folds.ts'
import type { RepurchaseQuestion } from './repurchase-question.ts'
import type { RepurchaseRow } from './repurchase-row.ts'
import { heldOutCut } from './repurchase-window.ts'
import {
  fitReturnModel,
  fitStack,
  leafCounts,
  partScores,
  type ReturnStack,
  returnInputs,
} from './return-model.ts'

/** Two models of one make: `compared` has never seen the hold-out, `serving` has learned from it too. */
export interface TrainedTwins<Model> {
  readonly compared: Model
  readonly serving: Model
  readonly stack: ReturnStack
  readonly leafCount: number
}

const stateSchema = z.object({
  leafCount: z.int().nullable(),
  /** Log-odds of the parts for rows that they were not learned from, by fold. */
  folds: z.array(z.object({ logistic: z.array(z.number()), trees: z.array(z.number()) })),
  compared: z.unknown(),
  serving: z.unknown(),
})
type State = z.infer<typeof stateSchema>

/** Learns in steps: a fold at a time, then the model that is compared, then the one that serves. */
export class TwinTraining<Model> {
  readonly #question: RepurchaseQuestion<Model>
  readonly #rows: readonly RepurchaseRow[]
  readonly #seed: number
  readonly #state: State

  constructor(
    question: RepurchaseQuestion<Model>,
    rows: readonly RepurchaseRow[],
    seed: number,
    saved: unknown,
  ) {
    this.#question = question
    this.#rows = rows
    this.#seed = seed
    this.#state = stateSchema.parse(saved ?? { leafCount: null, folds: [], compared: null, serving: null })
  }

  /** Steps done, of `stepCount`. */
  get stepsDone(): number {
    const { folds, compared, serving } = this.#state
    return folds.length + (compared === null ? 0 : 1) + (serving === null ? 0 : 1)
  }

  static readonly stepCount = foldCount + 2

  get isDone(): boolean {
    return this.stepsDone === TwinTraining.stepCount
  }

  step(): void {
    const state = this.#state
    const learned = this.#learned()
    if (state.folds.length < foldCount) this.#fold(learned, state.folds.length)
    else if (state.compared === null) state.compared = this.#fit(learned)
    else if (state.serving === null) state.serving = this.#fit(this.#rows)
  }

  save(): JsonObject {
    return structuredClone(this.#state) as JsonObject
  }

  /** After the last step. */
  result(): TrainedTwins<Model> {
    return {
      compared: this.#question.read(this.#state.compared),
      serving: this.#question.read(this.#state.serving),
      stack: this.#stack(),
      leafCount: this.#leafCount(),
    }
  }

  #fit(rows: readonly RepurchaseRow[]): JsonObject {
    const returns = fitReturnModel(rows, this.#leafCount(), this.#seed)
    return this.#question.toArtifact(this.#question.build(returns, rows, this.#stack(), this.#seed))
  }

  #stack(): ReturnStack {
    const held = foldsOf(this.#learned()).flat()
    const scores = {
      logistic: Float64Array.from(this.#state.folds.flatMap(({ logistic }) => logistic)),
      trees: Float64Array.from(this.#state.folds.flatMap(({ trees }) => trees)),
    }
    return fitStack(scores, labelsOf(held))
  }

  #learned(): RepurchaseRow[] {
    return this.#rows.filter(({ cut }) => cut !== heldOutCut)
  }

  #leafCount(): number {
    return this.#state.leafCount ?? leafCounts[0]
  }

  /** The first fold also tells how many leaves the trees have from then on. */
  #fold(learned: readonly RepurchaseRow[], fold: number): void {
    const folds = foldsOf(learned)
    const held = folds[fold] ?? []
    const others = folds.filter((_, index) => index !== fold).flat()
    const candidates = this.#state.leafCount === null ? leafCounts : [this.#state.leafCount]
    let best: { loss: number; leafCount: number; logistic: number[]; trees: number[] } | null = null
    for (const leafCount of candidates) {
      const model = fitReturnModel(others, leafCount, this.#seed)
      const { logistic, trees } = partScores(model, returnInputs(held, model, null))
      const loss = logLoss(
        trees.map((score) => 1 / (1 + Math.exp(-score))),
        labelsOf(held),
      )
      if (best === null || loss < best.loss) {
        best = { loss, leafCount, logistic: [...logistic], trees: [...trees] }
      }
    }
    if (best === null) return
    this.#state.leafCount = best.leafCount
    this.#state.folds.push({ logistic: best.logistic, trees: best.trees })
  }
}
