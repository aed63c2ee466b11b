import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import { type Fields, parseLightgbmText } from './lightgbm-text.ts'
import type { Link } from './objective.ts'
import { type TreeArtifact, treeArtifact, treeOfArtifact } from './tree.ts'
import { type TreeModel, treeModel } from './tree-ensemble.ts'

/**
 * Reads a model that LightGBM wrote as text (`save_model`, `model_to_string`), versions 2 to 4 of the format: one tree an iteration,
 * thresholds and categories, boosting or averaged forest. Refused with the reason: more than two classes, linear trees and
 * objectives whose answer is no function of the score that is known here.
 */
export function readLightgbmModel(text: string): Result<TreeModel, FitFailure> {
  const parsed = parseLightgbmText(text)
  if (parsed === null) return unreadableArtifact('this is no text of a LightGBM model')
  const { head, trees } = parsed
  const featureNames = head.words('feature_names')
  if (featureNames.length === 0) return unreadableArtifact('the model names no features')
  if (head.text('num_tree_per_iteration') !== '1') {
    return unreadableArtifact('the model has more than one tree an iteration (more than two classes)')
  }
  const answer = answerOf(head.text('objective') ?? '')
  if (answer === null) return unreadableArtifact(`the objective ${head.text('objective')} is not known here`)
  const scale = answer.scale / (head.has('average_output') ? Math.max(1, trees.length) : 1)
  const read = []
  for (const [index, tree] of trees.entries()) {
    if (tree.text('is_linear') === '1') return unreadableArtifact('the model has linear trees')
    const checked = treeArtifact.safeParse(treeOf(tree, scale))
    if (!checked.success) return unreadableArtifact(`tree ${index}: ${z.prettifyError(checked.error)}`)
    if (checked.data.features.some((feature) => feature >= featureNames.length)) {
      return unreadableArtifact(`tree ${index} splits on a feature that has no name`)
    }
    read.push(treeOfArtifact(checked.data))
  }
  return succeed(treeModel({ featureNames, link: answer.link, initialScore: 0, trees: read }))
}

const identity = new Set([
  '',
  'custom',
  'regression',
  'regression_l1',
  'huber',
  'fair',
  'quantile',
  'mape',
  'lambdarank',
])
const logarithm = new Set(['poisson', 'gamma', 'tweedie'])

/** What the score of an objective is turned into, and what it is multiplied with before. */
function answerOf(objective: string): { link: Link; scale: number } | null {
  const [name = '', ...settings] = objective.split(' ')
  if (name === 'binary') {
    const sigmoid = settings.find((setting) => setting.startsWith('sigmoid:'))?.slice('sigmoid:'.length)
    return { link: 'logistic', scale: Number(sigmoid ?? 1) }
  }
  if (name === 'cross_entropy') return { link: 'logistic', scale: 1 }
  if (logarithm.has(name)) return { link: 'log', scale: 1 }
  // With `sqrt` the score is the signed root of what is meant.
  return identity.has(name) && !settings.includes('sqrt') ? { link: 'identity', scale: 1 } : null
}

const categoricalFlag = 1
const defaultLeftFlag = 2
const missingTypeOf = (decision: number) => (decision >> 2) & 3
/** 0: nothing is missing; 1: zero and NaN are; 2: NaN is. */
const zeroIsMissing = 1

/** The lists of one tree, as yet unchecked. */
function treeOf(tree: Fields, scale: number): TreeArtifact {
  const decisions = tree.numbers('decision_type')
  const thresholds = tree.numbers('threshold')
  const isCategorical = (node: number) => ((decisions[node] as number) & categoricalFlag) !== 0
  const leafScores = tree.numbers('leaf_value').map((value) => value * scale)
  return {
    features: tree.numbers('split_feature'),
    thresholds: thresholds.map((threshold, node) => (isCategorical(node) ? 0 : threshold)),
    categories: thresholds.map((place, node) => (isCategorical(node) ? codesOf(tree, place) : null)),
    missingLeft: decisions.map((decision, node) => {
      if (isCategorical(node)) return 0
      if (missingTypeOf(decision) !== 0) return (decision & defaultLeftFlag) === 0 ? 0 : 1
      // Where nothing was missing in training, what is missing now is taken for zero.
      return 0 <= (thresholds[node] as number) ? 1 : 0
    }),
    zeroIsMissing: decisions.map((decision) => (missingTypeOf(decision) === zeroIsMissing ? 1 : 0)),
    leftChildren: tree.numbers('left_child'),
    rightChildren: tree.numbers('right_child'),
    gains: tree.numbers('split_gain'),
    leafScores,
    leafCounts: tree.has('leaf_count') ? tree.numbers('leaf_count') : leafScores.map(() => 0),
  }
}

/** The codes of a set of categories: the bits of the words between two borders. */
function codesOf(tree: Fields, place: number): number[] {
  const borders = tree.numbers('cat_boundaries')
  const words = tree.numbers('cat_threshold').slice(borders[place], borders[place + 1])
  return words.flatMap((word, index) =>
    Array.from({ length: 32 }, (_, bit) => bit)
      .filter((bit) => ((word >>> bit) & 1) === 1)
      .map((bit) => index * 32 + bit),
  )
}
