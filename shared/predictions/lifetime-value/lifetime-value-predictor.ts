import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { histogramGbdt } from '../../ml/trees/histogram-gbdt.ts'
import { newPrediction, noPurchaseYet } from '../new-prediction.ts'
import { customerInputs } from '../repurchase/customer-inputs.ts'
import { figureFactors } from '../repurchase/figure-words.ts'
import { stateAt } from '../repurchase/repurchase-row.ts'
import {
  inputNames,
  type ReturnStack,
  readReturnModel,
  returnContributions,
  returnModelToArtifact,
  returnStackSchema,
} from '../repurchase/return-model.ts'
import type { LearningContext, Predictor } from '../trainable.ts'
import { type SpendBands, spendBand, spendBandsSchema } from './spend-bands.ts'
import { expectedSpends, type SpendModel } from './spend-model.ts'

/** What is kept of a model of lifetime value: the one that serves, and its twin that was compared. */
export interface LifetimeValueArtifact {
  readonly serving: SpendModel
  readonly compared: SpendModel
  readonly stack: ReturnStack
  readonly bands: SpendBands
}

const spendSchema = z.object({ returns: z.unknown(), spend: z.unknown(), scale: z.number() })
const artifactSchema = z.object({
  kind: z.literal('lifetime-value'),
  serving: spendSchema,
  compared: spendSchema,
  stack: returnStackSchema,
  bands: spendBandsSchema,
})

export function spendModelToArtifact({ returns, spend, scale }: SpendModel): JsonObject {
  return { returns: returnModelToArtifact(returns), spend: spend.toArtifact(), scale }
}

/** Throws when it is none: it comes from the registry, or from an earlier step. */
export function readSpendModel(artifact: unknown): SpendModel {
  const { returns, spend, scale } = spendSchema.parse(artifact)
  const trees = histogramGbdt.read(spend)
  if (!trees.ok) throw new Error(trees.failure.message)
  return { returns: readReturnModel(returns), spend: trees.value, scale }
}

export function lifetimeValueToArtifact(model: LifetimeValueArtifact): JsonObject {
  return {
    kind: 'lifetime-value',
    serving: spendModelToArtifact(model.serving),
    compared: spendModelToArtifact(model.compared),
    stack: { ...model.stack },
    bands: structuredClone(model.bands),
  }
}

/** Throws when it is none: it comes from the registry. */
export function readLifetimeValue(artifact: JsonObject): LifetimeValueArtifact {
  const { serving, compared, stack, bands } = artifactSchema.parse(artifact)
  return { serving: readSpendModel(serving), compared: readSpendModel(compared), stack, bands }
}

/** What a customer will spend within the horizon, with the strongest reasons. */
export function lifetimeValuePredictor(
  { serving, stack, bands }: LifetimeValueArtifact,
  context: LearningContext,
): Predictor {
  return {
    predict(example) {
      const state = stateAt(example, context, context.asOfMs)
      if (state === null) return { rows: [], missing: noPurchaseYet }
      const { dataset, values, byName } = customerInputs(state, serving.returns)
      const value = expectedSpends(serving, stack, [state])[0] ?? 0
      // In logarithms the two parts add up: what moves the chance, and what moves the amount.
      const ofReturn = returnContributions(serving.returns, stack, dataset, 0)
      const ofSpend = serving.spend.explain(dataset, 0).contributions
      const band = spendBand(bands, value)
      return {
        rows: [
          newPrediction('lifetime-value', {
            value: Math.round(value),
            lower: band === null ? null : Math.round(band.lower),
            upper: band === null ? null : Math.round(band.upper),
            factors: figureFactors(
              inputNames,
              values,
              ofReturn.map((part, input) => part + (ofSpend[input] ?? 0)),
              context.currency,
            ),
          }),
        ],
        missing: null,
        inputs: byName,
      }
    },
  }
}
