import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts'
import {
  categoryGate,
  type LightgbmModel,
  type LightgbmTree,
  mostCategories,
  mostTrees,
} from './lightgbm-model.ts'

/** What a LightGBM model says as JSON (`dump_model`). Null for other values. */
export function parseLightgbmJson(text: string): LightgbmModel | null {
  const dump = parsed(text)
  if (!isJsonObject(dump) || !Array.isArray(dump.tree_info) || !Array.isArray(dump.feature_names)) return null
  const treeCount = dump.tree_info.length
  const trees = treeCount > mostTrees ? [] : dump.tree_info
  const taken = categoryGate()
  return {
    format: 'json',
    objective: typeof dump.objective === 'string' ? dump.objective : '',
    featureNames: dump.feature_names.map((name) => (typeof name === 'string' ? name : '')),
    treesPerIteration: numberOf(dump.num_tree_per_iteration),
    isAveraged: dump.average_output === true,
    trees: trees.map((tree) => treeOf(isJsonObject(tree) ? tree.tree_structure : undefined, taken)),
    treeCount,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** NaN for whatever is no number, which the checks refuse. */
function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : Number.NaN
}

const missingTypes: ReadonlyMap<Json | undefined, 'zero' | 'nan'> = new Map([
  ['Zero', 'zero'],
  ['NaN', 'nan'],
])

function missingOf(type: Json | undefined): 'none' | 'zero' | 'nan' {
  return missingTypes.get(type) ?? 'none'
}

/** The codes of `3||5||8`. To make a text of anything else would follow its lists as deep as they go. */
function codesOf(threshold: Json | undefined): number[] {
  if (typeof threshold !== 'string' && typeof threshold !== 'number') return [Number.NaN]
  return String(threshold)
    .split('||', mostCategories + 1)
    .map(Number)
}

/** The lists of a tree that is nested, node by node; without recursion, for it may be as deep as it likes. */
function treeOf(root: Json | undefined, taken: ReturnType<typeof categoryGate>): LightgbmTree {
  const nodes: JsonObject[] = []
  const leaves: JsonObject[] = []
  const [leftChildren, rightChildren]: [number[], number[]] = [[], []]
  const waiting: { child: Json | undefined; children: number[]; parent: number }[] = [
    { child: root, children: [], parent: 0 },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const child = isJsonObject(next.child) ? next.child : {}
    const isNode = 'left_child' in child || 'right_child' in child
    const place = (isNode ? nodes : leaves).push(child) - 1
    next.children[next.parent] = isNode ? place : ~place
    if (!isNode) continue
    waiting.push({ child: child.right_child, children: rightChildren, parent: place })
    waiting.push({ child: child.left_child, children: leftChildren, parent: place })
  }
  const isCategorical = (node: JsonObject) => node.decision_type === '=='
  return {
    isLinear: leaves.some((leaf) => 'leaf_coeff' in leaf),
    features: nodes.map(({ split_feature }) => numberOf(split_feature)),
    thresholds: nodes.map((node) => (isCategorical(node) ? 0 : numberOf(node.threshold))),
    categories: nodes.map((node) => (isCategorical(node) ? taken(codesOf(node.threshold)) : null)),
    isDefaultLeft: nodes.map(({ default_left }) => default_left === true),
    missing: nodes.map(({ missing_type }) => missingOf(missing_type)),
    leftChildren,
    rightChildren,
    gains: nodes.map(({ split_gain }) => numberOf(split_gain)),
    leafValues: leaves.map(({ leaf_value }) => numberOf(leaf_value)),
    // A tree that is one leaf does not say how many rows came to it.
    leafCounts: leaves.every((leaf) => 'leaf_count' in leaf)
      ? leaves.map(({ leaf_count }) => numberOf(leaf_count))
      : [],
  }
}
