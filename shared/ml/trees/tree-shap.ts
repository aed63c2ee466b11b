import type { Explanation } from '../explanation.ts'
import { addFromTables, type LeafTables, leafTables } from './leaf-tables.ts'
import { goesLeft, type Tree } from './tree.ts'
import { UnknownFeaturePaths } from './unknown-feature-paths.ts'

/** Values in the tables of all trees, 8 MB; trees for which there is no more room are walked for every row. */
const mostTableValues = 1_000_000

/** What stays the same for every row that a tree explains. */
interface PreparedTree {
  readonly tree: Tree
  /** Share of the rows at each node that went left while the tree was grown. */
  readonly leftShares: Float64Array
  readonly paths: UnknownFeaturePaths
}

/**
 * Exact SHAP values of single rows by the algorithm for trees of Lundberg, Erion, Lee (2018, "Consistent individualized
 * feature attribution for tree ensembles", algorithm 2): a feature that is not known follows both branches, in the proportion
 * of the rows the tree was grown from. Time is trees x leaves x depth² a row, and trees x leaves x depth where there are tables.
 */
export function treeExplainer(
  ensemble: {
    readonly featureNames: readonly string[]
    readonly initialScore: number
    readonly trees: readonly Tree[]
  },
  mostValues = mostTableValues,
): (columns: readonly Float64Array[], row: number) => Explanation {
  const expected = ensemble.trees.reduce((sum, tree) => sum + meanScore(tree), ensemble.initialScore)
  const tabled: LeafTables[] = []
  const walked: PreparedTree[] = []
  let valuesLeft = mostValues
  for (const tree of ensemble.trees) {
    if (tree.features.length === 0) continue
    const leftShares = leftSharesOf(tree)
    const tables = leafTables(tree, leftShares, valuesLeft)
    if (tables === null) walked.push(prepare(tree, leftShares))
    else tabled.push(tables)
    valuesLeft -= tables?.values.length ?? 0
  }
  const sides = new Uint8Array(Math.max(0, ...tabled.map(({ tree }) => tree.features.length)))
  return (columns, row) => {
    const contributions = new Float64Array(ensemble.featureNames.length)
    for (const each of tabled) addFromTables(each, columns, row, contributions, sides)
    for (const each of walked) addContributions(each, columns, row, contributions)
    return { expected, contributions }
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

function prepare(tree: Tree, leftShares: Float64Array): PreparedTree {
  const nodeCount = tree.features.length
  const depths = new Int32Array(nodeCount)
  for (let node = 0; node < nodeCount; node++) {
    for (const child of [tree.leftChildren[node] as number, tree.rightChildren[node] as number]) {
      if (child >= 0) depths[child] = (depths[node] as number) + 1
    }
  }
  return { tree, leftShares, paths: new UnknownFeaturePaths(Math.max(...depths) + 1) }
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
