import * as z from 'zod'
import { fail, type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { parseLightgbmJson } from './lightgbm-json.ts'
import { type LightgbmModel, type LightgbmTree, type ModelProblem, mostTrees } from './lightgbm-model.ts'
import { parseLightgbmText } from './lightgbm-text.ts'
import type { Link } from './objective.ts'
import { type TreeArtifact, treeArtifact, treeOfArtifact } from './tree.ts'
import { type TreeModel, treeModel } from './tree-ensemble.ts'

/** A model that LightGBM wrote, ready to predict, and what it said of itself. */
export interface ReadLightgbm {
  readonly model: TreeModel
  readonly format: LightgbmModel['format']
  /** Without its settings: `binary`. */
  readonly objective: string
}

/** Why a model cannot be read, part by part; at most {@link mostProblems} of them. */
export interface UnreadableLightgbm extends FitFailure {
  readonly problems: readonly ModelProblem[]
}

/** Of more wrong parts the first ones are told. */
export const mostProblems = 20
/** What one prediction may cost: trees, leaves of all of them, splits from a root to a leaf. */
export const lightgbmLimits = { treeCount: mostTrees, leafCount: 50_000, depth: 100 } as const

/**
 * Reads a model that LightGBM wrote as text (`save_model`, `model_to_string`), versions 2 to 4 of the format, or as JSON
 * (`dump_model`): one tree an iteration, thresholds and categories, boosting or averaged forest. Refused with the reasons: more than
 * two classes, linear trees and objectives whose answer is no function of the score that is known here.
 */
export function readLightgbmModel(content: string): Result<ReadLightgbm, UnreadableLightgbm> {
  const told = content.trimStart().startsWith('{') ? parseLightgbmJson(content) : parseLightgbmText(content)
  if (told === null) {
    return unreadable([{ pointer: '', detail: 'is neither the text nor the JSON of a LightGBM model' }])
  }
  const answer = answerOf(told.objective)
  const problems = [...headProblems(told), ...(answer === null ? [unknownObjective(told.objective)] : [])]
  if (answer === null || problems.length > 0) return unreadable(problems)
  const scale = answer.scale / (told.isAveraged ? told.trees.length : 1)
  const trees = []
  for (const [index, tree] of told.trees.entries()) {
    const pointer = `${treesPointer(told)}/${index}`
    const checked = checkTree(tree, scale, told.featureNames.length)
    if (typeof checked === 'string') problems.push({ pointer, detail: checked })
    else trees.push(treeOfArtifact(checked))
    if (problems.length === mostProblems) break
  }
  if (problems.length > 0) return unreadable(problems)
  const { featureNames, format } = told
  const model = treeModel({ featureNames, link: answer.link, initialScore: 0, trees })
  return succeed({ model, format, objective: told.objective.split(' ')[0] ?? '' })
}

function unreadable(problems: readonly ModelProblem[]): { ok: false; failure: UnreadableLightgbm } {
  const message = problems.map(({ pointer, detail }) => `${pointer} ${detail}`.trim()).join('; ')
  return fail({
    kind: 'unreadable-artifact',
    message,
    retryable: false,
    problems: problems.slice(0, mostProblems),
  })
}

function treesPointer({ format }: LightgbmModel): string {
  return format === 'json' ? '/tree_info' : '/trees'
}

function headProblems(told: LightgbmModel): ModelProblem[] {
  const { featureNames, treesPerIteration, trees } = told
  const problems: ModelProblem[] = []
  if (featureNames.length === 0) problems.push({ pointer: '/feature_names', detail: 'names no feature' })
  const met = new Set<string>()
  for (const [index, name] of featureNames.entries()) {
    const pointer = `/feature_names/${index}`
    if (name === '') problems.push({ pointer, detail: 'is no name' })
    else if (met.has(name))
      problems.push({ pointer, detail: `is the second of the name ${name.slice(0, 100)}` })
    met.add(name)
    if (problems.length === mostProblems) return problems
  }
  if (treesPerIteration !== 1) {
    const detail = 'is not 1: a model of more than two classes is not taken'
    problems.push({ pointer: '/num_tree_per_iteration', detail })
  }
  const { treeCount, leafCount } = lightgbmLimits
  const leaves = trees.reduce((sum, { features, leafValues }) => sum + features.length + leafValues.length, 0)
  const detail =
    told.treeCount === 0
      ? 'has no trees'
      : told.treeCount > treeCount
        ? `has ${told.treeCount} trees, and ${treeCount} are the most`
        : `has more than ${leafCount} leaves in all, which are the most`
  if (told.treeCount === 0 || told.treeCount > treeCount || leaves > 2 * leafCount)
    problems.push({ pointer: treesPointer(told), detail })
  return problems
}

function unknownObjective(objective: string): ModelProblem {
  const detail = objective === '' ? 'is not said' : `${objective.slice(0, 100)} is not known here`
  return { pointer: '/objective', detail }
}

const identity = new Set([
  'regression',
  'regression_l1',
  'huber',
  'fair',
  'quantile',
  'mape',
  'lambdarank',
  'custom',
])
const logarithm = new Set(['poisson', 'gamma', 'tweedie'])

/** What the score of an objective is turned into, and what it is multiplied with before. */
function answerOf(objective: string): { link: Link; scale: number } | null {
  const [name = '', ...settings] = objective.split(' ')
  if (name === 'binary') {
    const sigmoid = settings.find((setting) => setting.startsWith('sigmoid:'))?.slice('sigmoid:'.length)
    const scale = Number(sigmoid ?? 1)
    return scale > 0 && Number.isFinite(scale) ? { link: 'logistic', scale } : null
  }
  if (name === 'cross_entropy') return { link: 'logistic', scale: 1 }
  if (logarithm.has(name)) return { link: 'log', scale: 1 }
  // With `sqrt` the score is the signed root of what is meant.
  return identity.has(name) && !settings.includes('sqrt') ? { link: 'identity', scale: 1 } : null
}

/** The tree as this project keeps it, or what is wrong with it. */
function checkTree(tree: LightgbmTree, scale: number, featureCount: number): TreeArtifact | string {
  if (tree.isLinear) return 'is a linear tree, which is not taken'
  const checked = treeArtifact.safeParse(treeOf(tree, scale))
  if (!checked.success) {
    const [issue] = checked.error.issues
    const [list, place] = issue?.path ?? []
    const where = list === undefined ? '' : `${lightgbmNames[String(list)] ?? ''} ${String(place ?? '')}: `
    return `${where}${issue?.message ?? z.prettifyError(checked.error)}`
  }
  if (depthOf(checked.data) > lightgbmLimits.depth)
    return `has more than ${lightgbmLimits.depth} splits above a leaf`
  const outOfRange = checked.data.features.findIndex((feature) => feature >= featureCount)
  if (outOfRange < 0) return checked.data
  return `split_feature ${outOfRange}: ${checked.data.features[outOfRange]} is out of range, for there are ${featureCount} names of features`
}

/** Splits from the root to the farthest leaf; a child stands after its parent. */
function depthOf({ leftChildren, rightChildren }: TreeArtifact): number {
  const depths = new Int32Array(leftChildren.length)
  let deepest = 0
  for (const [node, depth] of depths.entries()) {
    deepest = Math.max(deepest, depth + 1)
    for (const child of [leftChildren[node] ?? -1, rightChildren[node] ?? -1])
      if (child >= 0) depths[child] = depth + 1
  }
  return deepest
}

/** Lists of a tree by the names they have in LightGBM's formats. */
const lightgbmNames: Readonly<Record<string, string>> = {
  features: 'split_feature',
  thresholds: 'threshold',
  categories: 'threshold',
  leftChildren: 'left_child',
  rightChildren: 'right_child',
  gains: 'split_gain',
  leafScores: 'leaf_value',
  leafCounts: 'leaf_count',
}

function treeOf(tree: LightgbmTree, scale: number): TreeArtifact {
  const leafScores = tree.leafValues.map((value) => value * scale)
  return {
    features: [...tree.features],
    thresholds: [...tree.thresholds],
    categories: tree.categories.map((codes) => codes && [...codes]),
    missingLeft: tree.missing.map((missing, node) => {
      if (tree.categories[node] !== null) return 0
      if (missing !== 'none') return tree.isDefaultLeft[node] === true ? 1 : 0
      // Where nothing was missing in training, what is missing now is taken for zero.
      return 0 <= (tree.thresholds[node] ?? 0) ? 1 : 0
    }),
    zeroIsMissing: tree.missing.map((missing) => (missing === 'zero' ? 1 : 0)),
    leftChildren: [...tree.leftChildren],
    rightChildren: [...tree.rightChildren],
    gains: [...tree.gains],
    leafScores,
    leafCounts: tree.leafCounts.length === 0 ? leafScores.map(() => 0) : [...tree.leafCounts],
  }
}
