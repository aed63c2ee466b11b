import { categoryGate, type LightgbmModel, type LightgbmTree, mostTrees } from './lightgbm-model.ts'

/** Words with categories of one tree, at most: 32 categories each. LightGBM writes a handful a split. */
const mostCategoryWords = 4_096

/** Lines `name=value` of one part of a model. */
type Fields = ReadonlyMap<string, string>

/** What a LightGBM model says in its text format (`save_model`, `model_to_string`). Null for other texts. */
export function parseLightgbmText(text: string): LightgbmModel | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  if (lines[0] !== 'tree') return null
  const end = lines.indexOf('end of trees')
  const parts: string[][] = [[]]
  for (const line of lines.slice(1, end < 0 ? undefined : end)) {
    if (/^Tree=\d+$/.test(line)) parts.push([])
    else parts.at(-1)?.push(line)
  }
  const treeCount = parts.length - 1
  const [head = new Map(), ...trees] = parts.slice(0, treeCount > mostTrees ? 1 : undefined).map(fieldsOf)
  const taken = categoryGate()
  return {
    format: 'text',
    objective: head.get('objective') ?? '',
    featureNames: words(head, 'feature_names'),
    treesPerIteration: Number(head.get('num_tree_per_iteration')),
    isAveraged: head.has('average_output'),
    trees: trees.map((fields) => treeOf(fields, taken)),
    treeCount,
  }
}

function fieldsOf(lines: readonly string[]): Fields {
  const values = new Map<string, string>()
  for (const line of lines) {
    const equals = line.indexOf('=')
    if (line !== '')
      values.set(equals < 0 ? line : line.slice(0, equals), equals < 0 ? '' : line.slice(equals + 1))
  }
  return values
}

function words(fields: Fields, name: string): string[] {
  return (fields.get(name) ?? '').split(' ').filter((word) => word !== '')
}

/** Empty where the field is not there. */
function numbers(fields: Fields, name: string): number[] {
  return words(fields, name).map(Number)
}

const categoricalFlag = 1
const defaultLeftFlag = 2
const missingTypes = ['none', 'zero', 'nan'] as const

function treeOf(fields: Fields, taken: ReturnType<typeof categoryGate>): LightgbmTree {
  const decisions = numbers(fields, 'decision_type')
  const thresholds = numbers(fields, 'threshold')
  const borders = numbers(fields, 'cat_boundaries')
  const bits = numbers(fields, 'cat_threshold')
  const isCategorical = (node: number) => ((decisions[node] ?? 0) & categoricalFlag) !== 0
  let wordsLeft = mostCategoryWords
  const codesAt = (place: number): readonly number[] => {
    const words = bits.slice(borders[place] ?? 0, borders[place + 1] ?? 0)
    wordsLeft -= words.length
    // No number is no code: the checks refuse it.
    return wordsLeft < 0 ? [Number.NaN] : taken(codesOf(words))
  }
  return {
    isLinear: fields.get('is_linear') === '1',
    features: numbers(fields, 'split_feature'),
    thresholds: thresholds.map((threshold, node) => (isCategorical(node) ? 0 : threshold)),
    // The place of a set of categories stands where a threshold would.
    categories: thresholds.map((place, node) => (isCategorical(node) ? codesAt(place) : null)),
    isDefaultLeft: decisions.map((decision) => (decision & defaultLeftFlag) !== 0),
    missing: decisions.map((decision) => missingTypes[(decision >> 2) & 3] ?? 'none'),
    leftChildren: numbers(fields, 'left_child'),
    rightChildren: numbers(fields, 'right_child'),
    gains: numbers(fields, 'split_gain'),
    leafValues: numbers(fields, 'leaf_value'),
    leafCounts: numbers(fields, 'leaf_count'),
  }
}

/** The codes of a set of categories: the bits that are set in words of 32. */
function codesOf(words: readonly number[]): number[] {
  return words.flatMap((word, index) =>
    Array.from({ length: 32 }, (_, bit) => bit)
      .filter((bit) => ((word >>> bit) & 1) === 1)
      .map((bit) => index * 32 + bit),
  )
}
