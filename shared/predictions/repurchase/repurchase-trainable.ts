import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { measureReference } from '../drift.ts'
import { readOnce } from '../read-once.ts'
import type { LearningContext, NotEnoughYet, Trainable, Trained, TrainingRun } from '../trainable.ts'
import { measureElsewhere, predictElsewhere, readUpload } from './learned-elsewhere.ts'
import { explainedOf, meanContributions } from './mean-contributions.ts'
import { measureOutcomeBands } from './outcome-bands.ts'
import {
  isElsewhere,
  type LearnedElsewhere,
  readElsewhere,
  readTrained,
  type TrainedHere,
  trainedToArtifact,
} from './repurchase-artifact.ts'
import { checkRepurchaseRows } from './repurchase-folds.ts'
import { elsewherePredictor, trainedPredictor } from './repurchase-predictor.ts'
import type { RepurchaseQuestion } from './repurchase-question.ts'
import {
  earliestMs,
  type RepurchaseRow,
  readRepurchaseRows,
  repurchaseRows,
  repurchaseRowWidth,
} from './repurchase-row.ts'
import { heldOutCut, horizonDays } from './repurchase-window.ts'
import { inputNames, returnInputs, treeOptions } from './return-model.ts'
import { TwinTraining } from './twin-training.ts'

/** Models from elsewhere that take part in a job. */
interface Others {
  /** The one that is judged; null: the job learns one itself. */
  readonly judged: LearnedElsewhere | null
  /** Features that they ask for. */
  readonly asked: readonly string[]
}

/** A question about coming back as a kind of model: learned here from the customers, or elsewhere and measured here. */
export function repurchaseTrainable<Model>(question: RepurchaseQuestion<Model>): Trainable {
  const trainedOf = readOnce((artifact) => readTrained(question, artifact))
  const elsewhereOf = readOnce((artifact) => readElsewhere(question, artifact))
  const withOthers = ({ judged, asked }: Others): Trainable => ({
    kind: question.kind,
    title: question.title,
    decidedBy: question.decidedBy,
    rowWidth: repurchaseRowWidth(asked.length),
    rowsOf: (example, context) => repurchaseRows(example, context, asked),
    train(numbers, context, saved) {
      const rows = readRepurchaseRows(numbers, asked.length)
      const checked = checkRows(question, rows)
      if (!checked.ok) return done(() => checked)
      if (judged !== null) {
        return done(() => succeed(measureElsewhere(question, judged, rows, asked, context)))
      }
      return learn(question, rows, context, saved)
    },
    evaluate(artifact, numbers) {
      const held = heldOut(readRepurchaseRows(numbers, asked.length))
      const predicted = isElsewhere(artifact)
        ? predictElsewhere(question, elsewhereOf(artifact), held, asked)
        : predictCompared(question, trainedOf(artifact), held)
      return predicted === null ? null : question.metrics(predicted, question.actual(held))
    },
    predictor: (artifact, context) =>
      isElsewhere(artifact)
        ? elsewherePredictor(question, elsewhereOf(artifact), context)
        : trainedPredictor(question, trainedOf(artifact), context),
    elsewhere: {
      read: (content) => readUpload(question, content),
      beside: (models) => {
        const names = [models.judged, models.champion].flatMap((artifact) =>
          artifact !== null && isElsewhere(artifact) ? elsewhereOf(artifact).trees.ensemble.featureNames : [],
        )
        return withOthers({
          judged: models.judged === null ? null : elsewhereOf(models.judged),
          asked: [...new Set(names)],
        })
      },
    },
  })
  return withOthers({ judged: null, asked: [] })
}

function heldOut(rows: readonly RepurchaseRow[]): RepurchaseRow[] {
  return rows.filter(({ cut }) => cut === heldOutCut)
}

function predictCompared<Model>(
  question: RepurchaseQuestion<Model>,
  { compared, stack }: Pick<TrainedHere<Model>, 'compared' | 'stack'>,
  held: readonly RepurchaseRow[],
): Float64Array {
  return question.answers(compared, stack, returnInputs(held, question.returnsOf(compared), null))
}

function checkRows<Model>(
  question: RepurchaseQuestion<Model>,
  rows: readonly RepurchaseRow[],
): Result<null, NotEnoughYet> {
  const checked = checkRepurchaseRows(rows)
  return checked.ok ? question.check(rows.filter(({ cut }) => cut !== heldOutCut)) : checked
}

/** A training in which nothing is left to do. */
function done(result: TrainingRun['result']): TrainingRun {
  return { advance: () => true, progressRate: 1, save: () => ({}), result }
}

function learn<Model>(
  question: RepurchaseQuestion<Model>,
  rows: readonly RepurchaseRow[],
  context: LearningContext,
  saved: JsonObject | null,
): TrainingRun {
  const training = new TwinTraining(question, rows, context.seed, saved)
  return {
    advance() {
      training.step()
      return training.isDone
    },
    get progressRate() {
      return training.stepsDone / TwinTraining.stepCount
    },
    save: () => training.save(),
    result: () => succeed(describeTwins(question, training, rows, context)),
  }
}

function describeTwins<Model>(
  question: RepurchaseQuestion<Model>,
  training: TwinTraining<Model>,
  rows: readonly RepurchaseRow[],
  context: LearningContext,
): Trained {
  const { compared, serving, stack, leafCount } = training.result()
  const held = heldOut(rows)
  const learned = rows.filter(({ cut }) => cut !== heldOutCut)
  const [predicted, actual] = [predictCompared(question, { compared, stack }, held), question.actual(held)]
  const explained = explainedOf(held)
  const explainedInputs = returnInputs(explained, question.returnsOf(serving), null)
  const heldInputs = returnInputs(held, question.returnsOf(serving), null)
  const bands = question.hasBands ? measureOutcomeBands(predicted, actual) : []
  return {
    algorithm: question.algorithm,
    artifact: trainedToArtifact(question, { compared, serving, stack, bands }),
    dataFrom: earliestMs(rows, context.asOfMs),
    dataTo: context.asOfMs,
    rowCount: rows.length,
    featureNames: [...inputNames],
    parameters: { horizonDays, leafCount, ...treeOptions, ...question.parameters(serving, stack) },
    metrics: question.metrics(predicted, actual),
    baselineMetrics: question.metrics(question.plainRule(learned, held), actual),
    importances: meanContributions(inputNames, question.contributions(serving, stack, explainedInputs)),
    curves: question.curves(predicted, actual),
    reference: measureReference(heldInputs, question.answers(serving, stack, heldInputs)),
  }
}
