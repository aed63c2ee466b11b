import type { RowRange } from '../dataset.ts'
import type { Explanations } from '../explanation.ts'
import { explainerRoom } from './explainer-room.ts'
import { KeptReasons } from './kept-reasons.ts'
import { addFromTables, type LeafTables, leafTables } from './leaf-tables.ts'
import { mostPatternSplits, RowPatterns } from './row-patterns.ts'
import { SplitCodes } from './split-codes.ts'
import { goesLeft, type Tree } from './tree.ts'
import { UnknownFeaturePaths } from './unknown-feature-paths.ts'

/** Values in the tables of all trees, 4 MB; trees for which there is no more room are walked. */
const mostTableValues = 500_000
/** Values of the ways through all trees that are kept from call to call, 12 MB. */
const mostKnownValues = 1_500_000

/** What stays the same for every row that a tree explains. */
interface PreparedTree {
  readonly tree: Tree
  /** All that the tree splits on. */
  readonly treeFeatures: readonly number[]
  /** Share of the rows at each node that went left while the tree was grown. */
  readonly leftShares: Float64Array
  readonly paths: UnknownFeaturePaths
}

/**
 * Exact SHAP values of rows by the algorithm for trees of Lundberg, Erion, Lee (2018, "Consistent individualized
 * feature attribution for tree ensembles", algorithm 2): a feature that is not known follows both branches, in the proportion
 * of the rows the tree was grown from. Time is trees x leaves x depth² a row, and trees x leaves x depth where there are tables; of many
 * rows at once it is that for each different way through a tree, and hardly more than trees x features for the rows.
 */
export function treeExplainer(
  ensemble: {
    readonly featureNames: readonly string[]
    readonly initialScore: number
    readonly trees: readonly Tree[]
  },
  mostValues = mostTableValues,
  room = explainerRoom,
): (columns: readonly Float64Array[], rows: RowRange) => Explanations {
  const expected = ensemble.trees.reduce((sum, tree) => sum + meanScore(tree), ensemble.initialScore)
  const [alike, large]: [PreparedTree[], PreparedTree[]] = [[], []]
  for (const tree of ensemble.trees) {
    if (tree.features.length === 0) continue
    if (tree.features.length > mostPatternSplits) large.push(prepare(tree))
    else alike.push(prepare(tree))
  }
  const splitCodes = new SplitCodes(
    alike.map(({ tree }) => tree),
    ensemble.featureNames.length,
  )
  const ofRow = new Float64Array(ensemble.featureNames.length)
  const kept = new KeptReasons(mostKnownValues)
  return (columns, rows) => {
    const contributions = ensemble.featureNames.map(() => new Float64Array(rows.count))
    const patterns = new RowPatterns(splitCodes, columns, rows)
    const tablesOf = kept.tables(() => tablesOfAll(alike, mostValues))
    for (const [index, each] of alike.entries()) {
      const { tree, treeFeatures } = each
      const tables = tablesOf[index] ?? null
      const find = (pattern: number, row: number, values: Float64Array, from: number) => {
        if (tables !== null) return addFromTables(tables, pattern, values, from)
        ofRow.fill(0)
        addContributions(each, columns, row, ofRow)
        for (const [place, feature] of treeFeatures.entries()) values[from + place] = ofRow[feature] as number
      }
      kept.withKnown(index, treeFeatures.length, (known) =>
        patterns.add(tree, treeFeatures, known, find, contributions),
      )
      room.use(kept, kept.valueCount)
    }
    if (large.length > 0) addWalked(large, columns, rows, contributions)
    return { expected, contributions }
  }
}

/** Trees with too many splits to tell rows apart by, row by row. */
function addWalked(
  large: readonly PreparedTree[],
  columns: readonly Float64Array[],
  rows: RowRange,
  contributions: readonly Float64Array[],
): void {
  const ofRow = new Float64Array(contributions.length)
  for (let row = 0; row < rows.count; row++) {
    ofRow.fill(0)
    for (const each of large) addContributions(each, columns, rows.first + row, ofRow)
    for (const [feature, sums] of contributions.entries()) {
      sums[row] = (sums[row] as number) + (ofRow[feature] as number)
    }
  }
}

function meanScore({ leafCounts, leafScores }: Tree): number {
  let [sum, count] = [0, 0]
  for (let leaf = 0; leaf < leafScores.length; leaf++) {
    sum += (leafCounts[leaf] as number) * (leafScores[leaf] as number)
    count += leafCounts[leaf] as number
  }
  return count > 0 ? sum / count : (leafScores[0] as number)
}

/** Of the rows at each node, the share that went left. */
function leftSharesOf(tree: Tree): Float64Array {
  const nodeCount = tree.features.length
  const counts = new Float64Array(nodeCount)
  const leftShares = new Float64Array(nodeCount)
  const countOf = (child: number) => (child < 0 ? tree.leafCounts[~child] : counts[child]) as number
  // Children stand after their parent.
  for (let node = nodeCount - 1; node >= 0; node--) {
    const left = countOf(tree.leftChildren[node] as number)
    counts[node] = left + countOf(tree.rightChildren[node] as number)
    // A tree from elsewhere may say of no node how many rows came to it: then half go each way.
    leftShares[node] = (counts[node] as number) > 0 ? left / (counts[node] as number) : 0.5
  }
  return leftShares
}

/** Null: the tree is walked. */
function tablesOfAll(trees: readonly PreparedTree[], mostValues: number): (LeafTables | null)[] {
  let valuesLeft = mostValues
  return trees.map(({ tree, treeFeatures, leftShares }) => {
    const tables = leafTables(tree, treeFeatures, leftShares, valuesLeft)
    valuesLeft -= tables?.values.length ?? 0
    return tables
  })
}

function prepare(tree: Tree): PreparedTree {
  const nodeCount = tree.features.length
  const leftShares = leftSharesOf(tree)
  const treeFeatures = [...new Set(tree.features)]
  const depths = new Int32Array(nodeCount)
  for (let node = 0; node < nodeCount; node++) {
    for (const child of [tree.leftChildren[node] as number, tree.rightChildren[node] as number]) {
      if (child >= 0) depths[child] = (depths[node] as number) + 1
    }
  }
  return { tree, treeFeatures, leftShares, paths: new UnknownFeaturePaths(Math.max(...depths) + 1) }
}

function addContributions(
  { tree, leftShares, paths }: PreparedTree,
  columns: readonly Float64Array[],
  row: number,
  contributions: Float64Array,
): void {
  const visit = (child: number, start: number): void => {
    if (child < 0) {
      paths.addContributions(start, tree.leafScores[~child] as number, contributions)
      return
    }
    const feature = tree.features[child] as number
    const isLeft = goesLeft(tree, child, columns, row)
    const leftShare = leftShares[child] as number
    // A feature met before counts once, with both conditions together.
    const [zero, one] = paths.takeOut(start, feature)
    const left = paths.extend(start, feature, zero * leftShare, isLeft ? one : 0)
    if (left !== null) visit(tree.leftChildren[child] as number, left)
    const right = paths.extend(start, feature, zero * (1 - leftShare), isLeft ? 0 : one)
    if (right !== null) visit(tree.rightChildren[child] as number, right)
  }
  visit(0, paths.begin())
}
