import type { FeatureVector } from '../../features/feature-definition.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import { featuresOf } from '../feature-rows.ts'
import { noPurchaseYet } from '../new-prediction.ts'
import type { LearningContext, Predictor } from '../trainable.ts'
import { customerInputs } from './customer-inputs.ts'
import { figureFactors } from './figure-words.ts'
import { answersOf } from './learned-elsewhere.ts'
import { outcomeBand } from './outcome-bands.ts'
import type { LearnedElsewhere, TrainedHere } from './repurchase-artifact.ts'
import type { RepurchaseQuestion } from './repurchase-question.ts'
import { stateAt } from './repurchase-row.ts'
import { inputNames } from './return-model.ts'

/** The answer for a customer by a model that was trained here, with the strongest reasons. */
export function trainedPredictor<Model>(
  question: RepurchaseQuestion<Model>,
  { serving, stack, bands }: TrainedHere<Model>,
  context: LearningContext,
): Predictor {
  return {
    predict(example) {
      const state = stateAt(example, context, context.asOfMs)
      if (state === null) return { rows: [], missing: noPurchaseYet }
      const { dataset, values, byName } = customerInputs(state, question.returnsOf(serving))
      const answer = question.predict(serving, stack, [state])[0] ?? 0
      const contributions = question.contributions(serving, stack, dataset, 0)
      const factors = figureFactors(inputNames, values, contributions, context.currency)
      const row = question.say(answer, outcomeBand(bands, answer), factors)
      return { rows: [row], missing: null, inputs: byName }
    },
  }
}

/** The same by a model that was learned elsewhere, from features of the catalogue. */
export function elsewherePredictor<Model>(
  question: RepurchaseQuestion<Model>,
  { trees, bands }: LearnedElsewhere,
  context: LearningContext,
): Predictor {
  const { featureNames } = trees.ensemble
  return {
    predict(example) {
      const features = featuresOf(example, context)
      if (!((features.orderCount ?? 0) > 0)) return { rows: [], missing: noPurchaseYet }
      const dataset = datasetOfFeatures([{ features }], featureNames)
      const answer = answersOf(question, trees, dataset)[0] ?? 0
      const values = dataset.columns.map((column) => column[0] ?? Number.NaN)
      const { contributions } = trees.explain(dataset, 0)
      const factors = figureFactors(featureNames, values, contributions, context.currency)
      const row = question.say(answer, outcomeBand(bands, answer), factors)
      return { rows: [row], missing: null, inputs: inputsOf(features, featureNames) }
    },
  }
}

function inputsOf(features: FeatureVector, names: readonly string[]): Record<string, number | null> {
  return Object.fromEntries(names.map((name) => [name, features[name] ?? null]))
}
