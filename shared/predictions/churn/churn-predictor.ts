import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { newPrediction, noPurchaseYet } from '../new-prediction.ts'
import { customerInputs } from '../repurchase/customer-inputs.ts'
import { figureFactors } from '../repurchase/figure-words.ts'
import { stateAt } from '../repurchase/repurchase-row.ts'
import {
  inputNames,
  type ReturnModel,
  type ReturnStack,
  readReturnModel,
  returnChances,
  returnContributions,
  returnModelToArtifact,
  returnStackSchema,
} from '../repurchase/return-model.ts'
import type { LearningContext, Predictor } from '../trainable.ts'

/** What is kept of a churn model: the one that serves, and its twin that was compared and has not seen the hold-out. */
export interface ChurnArtifact {
  readonly serving: ReturnModel
  readonly compared: ReturnModel
  readonly stack: ReturnStack
}

const artifactSchema = z.object({
  kind: z.literal('churn'),
  serving: z.unknown(),
  compared: z.unknown(),
  stack: returnStackSchema,
})

export function churnToArtifact({ serving, compared, stack }: ChurnArtifact): JsonObject {
  return {
    kind: 'churn',
    serving: returnModelToArtifact(serving),
    compared: returnModelToArtifact(compared),
    stack: { ...stack },
  }
}

/** Throws when it is none: it comes from the registry. */
export function readChurn(artifact: JsonObject): ChurnArtifact {
  const { serving, compared, stack } = artifactSchema.parse(artifact)
  return { serving: readReturnModel(serving), compared: readReturnModel(compared), stack }
}

/** From so high a chance of staying away on, the risk is called by this name. */
const levels = [
  { from: 2 / 3, label: 'high' },
  { from: 1 / 3, label: 'medium' },
  { from: 0, label: 'low' },
] as const

/** The chance that a customer does not come back within the horizon, with the strongest reasons. */
export function churnPredictor({ serving, stack }: ChurnArtifact, context: LearningContext): Predictor {
  return {
    predict(example) {
      const state = stateAt(example, context, context.asOfMs)
      if (state === null) return { rows: [], missing: noPurchaseYet }
      const { dataset, values, byName } = customerInputs(state, serving)
      const chance = 1 - (returnChances(serving, stack, dataset)[0] ?? 0)
      const towardsLeaving = returnContributions(serving, stack, dataset, 0).map((part) => -part)
      return {
        rows: [
          newPrediction('churn', {
            value: chance,
            label: levels.find(({ from }) => chance >= from)?.label ?? 'low',
            confidence: Math.max(chance, 1 - chance),
            factors: figureFactors(inputNames, values, towardsLeaving, context.currency),
          }),
        ],
        missing: null,
        inputs: byName,
      }
    },
  }
}
