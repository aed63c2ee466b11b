import type { Dataset } from '../../ml/dataset.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import { featuresOf } from '../feature-rows.ts'
import { noPurchaseYet } from '../new-prediction.ts'
import type { LearningContext, LearningExample, Predicted, Predictor } from '../trainable.ts'
import { figureFactors } from './figure-words.ts'
import { answersOf } from './learned-elsewhere.ts'
import { type OutcomeBands, outcomeBand } from './outcome-bands.ts'
import type { LearnedElsewhere, TrainedHere } from './repurchase-artifact.ts'
import type { RepurchaseQuestion } from './repurchase-question.ts'
import { stateAt } from './repurchase-row.ts'
import { returnInputs } from './return-model.ts'

/** The answers for customers by a model that was trained here, with the strongest reasons. */
export function trainedPredictor<Model>(
  question: RepurchaseQuestion<Model>,
  { serving, stack, bands }: TrainedHere<Model>,
  context: LearningContext,
): Predictor {
  return ofAll((examples) =>
    ofBuyers(
      examples,
      (example) => stateAt(example, context, context.asOfMs),
      (states) => {
        const inputs = returnInputs(states, question.returnsOf(serving), null)
        return {
          inputs,
          answers: question.answers(serving, stack, inputs),
          contributions: question.contributions(serving, stack, inputs),
        }
      },
      { question, bands, context },
    ),
  )
}

/** The same by a model that was learned elsewhere, from features of the catalogue. */
export function elsewherePredictor<Model>(
  question: RepurchaseQuestion<Model>,
  { trees, bands }: LearnedElsewhere,
  context: LearningContext,
): Predictor {
  return ofAll((examples) =>
    ofBuyers(
      examples,
      (example) => {
        const features = featuresOf(example, context)
        return (features.orderCount ?? 0) > 0 ? { features } : null
      },
      (buyers) => {
        const inputs = datasetOfFeatures(buyers, trees.ensemble.featureNames)
        const { contributions } = trees.explainAll(inputs)
        return { inputs, answers: answersOf(question, trees, inputs), contributions }
      },
      { question, bands, context },
    ),
  )
}

function ofAll(predictAll: (examples: readonly LearningExample[]) => readonly Predicted[]): Predictor {
  return { predictAll, predict: (example) => predictAll([example])[0] ?? nothingYet }
}

const nothingYet: Predicted = { rows: [], missing: noPurchaseYet }

/** What is said of each customer; `known`: what a model asks about one, null for somebody who has bought nothing. */
function ofBuyers<Known>(
  examples: readonly LearningExample[],
  known: (example: LearningExample) => Known | null,
  asked: (known: readonly Known[]) => Answers,
  told: Telling,
): Predicted[] {
  const found = examples.map(known)
  const buyers = found.filter((each) => each !== null)
  const answers = buyers.length === 0 ? null : asked(buyers)
  let row = -1
  return found.map((each) => {
    if (each === null || answers === null) return nothingYet
    row += 1
    return predictedOf(answers, row, told)
  })
}

/** What a model says of customers, a row each. */
interface Answers {
  readonly inputs: Dataset
  readonly answers: Float64Array
  readonly contributions: readonly Float64Array[]
}

interface Telling {
  readonly question: Pick<RepurchaseQuestion<never>, 'say'>
  readonly bands: OutcomeBands
  readonly context: LearningContext
}

function predictedOf(
  { inputs, answers, contributions }: Answers,
  row: number,
  { question, bands, context }: Telling,
): Predicted {
  const { featureNames, columns } = inputs
  const values: number[] = []
  const parts: number[] = []
  const byName: Record<string, number | null> = {}
  for (const [index, name] of featureNames.entries()) {
    const value = columns[index]?.[row] ?? Number.NaN
    values.push(value)
    parts.push(contributions[index]?.[row] ?? 0)
    byName[name] = Number.isNaN(value) ? null : value
  }
  const answer = answers[row] ?? 0
  const factors = figureFactors(featureNames, values, parts, context.currency)
  return { rows: [question.say(answer, outcomeBand(bands, answer), factors)], missing: null, inputs: byName }
}
