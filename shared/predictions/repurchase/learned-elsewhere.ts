import { featureNames as catalogueNames } from '../../features/feature-catalogue.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { fail, type Result, succeed } from '../../kernel/result.ts'
import type { Dataset } from '../../ml/dataset.ts'
import type { ModelProblem } from '../../ml/trees/lightgbm-model.ts'
import { mostProblems, readLightgbmModel } from '../../ml/trees/read-lightgbm.ts'
import type { TreeModel } from '../../ml/trees/tree-ensemble.ts'
import { measureReference } from '../drift.ts'
import type { LearningContext, Trained, UnreadableUpload } from '../trainable.ts'
import { explainedOf, meanContributions } from './mean-contributions.ts'
import { measureOutcomeBands } from './outcome-bands.ts'
import { elsewhereToArtifact, type LearnedElsewhere } from './repurchase-artifact.ts'
import type { RepurchaseQuestion } from './repurchase-question.ts'
import type { RepurchaseRow } from './repurchase-row.ts'
import { heldOutCut, horizonDays, repurchaseCuts } from './repurchase-window.ts'

type Question = Pick<
  RepurchaseQuestion<never>,
  'kind' | 'elsewhere' | 'hasBands' | 'actual' | 'metrics' | 'curves' | 'plainRule'
>

/** Reads a model that LightGBM wrote, if it answers the question from features of the catalogue; else tells what is wrong. */
export function readUpload(question: Question, content: string): Result<JsonObject, UnreadableUpload> {
  const read = readLightgbmModel(content)
  if (!read.ok) return unreadable(read.failure.problems)
  const { model, objective } = read.value
  const problems: ModelProblem[] = []
  for (const [index, name] of model.ensemble.featureNames.entries()) {
    if (problems.length === mostProblems) break
    if (catalogueNames.includes(name)) continue
    const detail = `${name.slice(0, 100)} is no feature of the catalogue`
    problems.push({ pointer: `/feature_names/${index}`, detail })
  }
  if (!question.elsewhere.objectives.has(objective)) {
    const taken = [...question.elsewhere.objectives].join(', ')
    const detail = `is ${objective}; ${question.elsewhere.label} is learned with one of ${taken}`
    problems.unshift({ pointer: '/objective', detail })
  }
  if (problems.length > 0) return unreadable(problems)
  return succeed(elsewhereToArtifact(question, { trees: model, bands: [] }))
}

function unreadable(problems: readonly ModelProblem[]): { ok: false; failure: UnreadableUpload } {
  const message = 'The model cannot be used here'
  const told = problems.slice(0, mostProblems)
  return fail({ kind: 'unreadable-upload', message, retryable: false, problems: told })
}

/** The answers of the model, within what an answer can be. */
export function answersOf(
  { elsewhere }: Pick<Question, 'elsewhere'>,
  trees: TreeModel,
  dataset: Dataset,
): Float64Array {
  return trees.predict(dataset).map((answer) => elsewhere.bounded(answer))
}

/** The answers for held-out rows; null when the rows have not the features that the model asks for. */
export function predictElsewhere(
  question: Pick<Question, 'elsewhere'>,
  { trees }: LearnedElsewhere,
  held: readonly RepurchaseRow[],
  asked: readonly string[],
): Float64Array | null {
  const isAsked = trees.ensemble.featureNames.every((name) => asked.includes(name))
  return isAsked ? answersOf(question, trees, askedFeatures(held, asked)) : null
}

function askedFeatures(rows: readonly RepurchaseRow[], asked: readonly string[]): Dataset {
  const columns = asked.map((_, index) => Float64Array.from(rows, (row) => row.asked[index] ?? Number.NaN))
  return { rowCount: rows.length, featureNames: asked, columns }
}

/** What a model is worth that was learned elsewhere, on the same hold-out and beside the same plain rule as one that is learned here. */
export function measureElsewhere(
  question: Question,
  { trees }: LearnedElsewhere,
  rows: readonly RepurchaseRow[],
  asked: readonly string[],
  { asOfMs }: LearningContext,
): Trained {
  const held = rows.filter(({ cut }) => cut === heldOutCut)
  const learned = rows.filter(({ cut }) => cut !== heldOutCut)
  const { featureNames, trees: grown } = trees.ensemble
  const dataset = askedFeatures(held, asked)
  const [predicted, actual] = [answersOf(question, trees, dataset), question.actual(held)]
  const explained = askedFeatures(explainedOf(held), asked)
  const bands = question.hasBands ? measureOutcomeBands(predicted, actual) : []
  return {
    algorithm: 'gradient boosted trees of LightGBM, learned elsewhere',
    artifact: elsewhereToArtifact(question, { trees, bands }),
    dataFrom: repurchaseCuts(asOfMs)[heldOutCut] ?? asOfMs,
    dataTo: asOfMs,
    rowCount: held.length,
    featureNames: [...featureNames],
    parameters: {
      horizonDays,
      treeCount: grown.length,
      mostLeaves: grown.reduce((most, { leafScores }) => Math.max(most, leafScores.length), 0),
    },
    metrics: question.metrics(predicted, actual),
    baselineMetrics: question.metrics(question.plainRule(learned, held), actual),
    importances: meanContributions(featureNames, trees.explainAll(explained).contributions),
    curves: question.curves(predicted, actual),
    reference: measureReference(
      {
        featureNames,
        columns: featureNames.map((name) => dataset.columns[asked.indexOf(name)] ?? new Float64Array()),
      },
      predicted,
    ),
  }
}
