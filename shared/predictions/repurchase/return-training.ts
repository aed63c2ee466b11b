import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { fail, type Result, succeed } from '../../kernel/result.ts'
import { logLoss } from '../../ml/metrics/probability-losses.ts'
import type { NotEnoughYet } from '../trainable.ts'
import type { RepurchaseRow } from './repurchase-row.ts'
import { heldOutCut, horizonDays } from './repurchase-window.ts'
import {
  fitReturnModel,
  fitStack,
  leafCounts,
  partScores,
  type ReturnModel,
  type ReturnStack,
  readReturnModel,
  returnInputs,
  returnModelToArtifact,
} from './return-model.ts'

const foldCount = 3
const fewestRows = 100
const fewestOfAClass = 20
const fewestRepeaters = 5

/** Two models of one make: `compared` has never seen the hold-out, `serving` has learned from it too. */
export interface TrainedReturn {
  readonly compared: ReturnModel
  readonly serving: ReturnModel
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

/** What there has to be, or why it is not enough yet. */
export function checkRepurchaseRows(rows: readonly RepurchaseRow[]): Result<null, NotEnoughYet> {
  const learned = rows.filter(({ cut }) => cut !== heldOutCut)
  for (const [part, when] of [
    [learned, `${2 * horizonDays} days ago`],
    [rows.filter(({ cut }) => cut === heldOutCut), `${horizonDays} days ago`],
  ] as const) {
    const cameBack = part.filter(({ cameBack }) => cameBack).length
    const stayedAway = part.length - cameBack
    if (part.length >= fewestRows && Math.min(cameBack, stayedAway) >= fewestOfAClass) continue
    return fail({
      kind: 'not-enough-data',
      message: `Not enough yet: it takes ${fewestRows} customers from before ${when}, of whom ${fewestOfAClass} came back within ${horizonDays} days and ${fewestOfAClass} did not. There are ${part.length}, of whom ${cameBack} came back`,
      retryable: false,
    })
  }
  // What is learned of the rhythm needs some who came again, in each part that is learned from.
  const parts = [learned, ...foldsOf(learned).map((fold) => learned.filter((row) => !fold.includes(row)))]
  const repeaters = Math.min(...parts.map((part) => repeaterCount(part)))
  if (repeaters >= fewestRepeaters) return succeed(null)
  return fail({
    kind: 'not-enough-data',
    message: `Not enough yet: it takes about ${2 * fewestRepeaters} customers who had bought on two days ${2 * horizonDays} days ago. There are ${repeaterCount(learned)}`,
    retryable: false,
  })
}

/** Customers of the latest learned cut who had bought on more than one day. */
function repeaterCount(rows: readonly RepurchaseRow[]): number {
  const latest = rows.reduce((least, { cut }) => Math.min(least, cut), Number.POSITIVE_INFINITY)
  return rows.filter(({ cut, frequency }) => cut === latest && frequency > 0).length
}

/** Learns in steps: a fold at a time, then the model that is compared, then the one that serves. */
export class ReturnTraining {
  readonly #rows: readonly RepurchaseRow[]
  readonly #seed: number
  readonly #state: State

  constructor(rows: readonly RepurchaseRow[], seed: number, saved: unknown) {
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
    return this.stepsDone === ReturnTraining.stepCount
  }

  step(): void {
    const state = this.#state
    const learned = this.#learned()
    if (state.folds.length < foldCount) this.#fold(learned, state.folds.length)
    else if (state.compared === null) {
      state.compared = returnModelToArtifact(fitReturnModel(learned, this.#leafCount(), this.#seed))
    } else if (state.serving === null) {
      state.serving = returnModelToArtifact(fitReturnModel(this.#rows, this.#leafCount(), this.#seed))
    }
  }

  save(): JsonObject {
    return structuredClone(this.#state) as JsonObject
  }

  /** After the last step. */
  result(): TrainedReturn {
    const learned = this.#learned()
    const held = foldsOf(learned).flat()
    const scores = {
      logistic: Float64Array.from(this.#state.folds.flatMap(({ logistic }) => logistic)),
      trees: Float64Array.from(this.#state.folds.flatMap(({ trees }) => trees)),
    }
    return {
      compared: readReturnModel(this.#state.compared),
      serving: readReturnModel(this.#state.serving),
      stack: fitStack(scores, labelsOf(held)),
      leafCount: this.#leafCount(),
    }
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

export function labelsOf(rows: readonly RepurchaseRow[]): Float64Array {
  return Float64Array.from(rows, ({ cameBack }) => (cameBack ? 1 : 0))
}

/** Customers in turn to one of the folds, each with all of their rows: else a fold would tell of its own customers. */
function foldsOf(rows: readonly RepurchaseRow[]): RepurchaseRow[][] {
  return Array.from({ length: foldCount }, (_, fold) =>
    rows.filter(({ customer }) => customer % foldCount === fold),
  )
}
