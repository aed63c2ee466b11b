import { goesLeft, type Tree } from './tree.ts'

/** A leaf below splits on more different features is explained the other way: its table has a row for each subset of them. */
const mostFeatures = 7

/**
 * What each feature above each leaf adds to the score, for every way in which a row can meet the splits on them. A row then only looks its
 * values up, so that many rows are explained in a fraction of the time (Yang 2021, "Fast TreeSHAP", its second algorithm).
 */
export interface LeafTables {
  readonly tree: Tree
  /** Where the conditions of each leaf begin; the last is their number. */
  readonly conditionStarts: Int32Array
  readonly conditionNodes: Int32Array
  /** 1: the row has to go left. */
  readonly conditionSides: Uint8Array
  /** The bit of the feature that the condition is on. */
  readonly conditionBits: Int32Array
  readonly featureStarts: Int32Array
  readonly features: Int32Array
  /** For each leaf, by the bits of the features all of whose conditions are met, a value for each feature. */
  readonly valueStarts: Int32Array
  readonly values: Float64Array
}

/** A split above a leaf, and the share of rows that went the way of the leaf. */
interface Condition {
  readonly node: number
  readonly isLeft: boolean
  readonly share: number
}

/** The tables of a tree, or null when they would have more than `mostValues` values or a leaf has too many features above it. */
export function leafTables(tree: Tree, leftShares: Float64Array, mostValues: number): LeafTables | null {
  const paths = pathsOf(tree, leftShares)
  const featuresOf = paths.map((path) => [...new Set(path.map(({ node }) => tree.features[node] as number))])
  const sizes = featuresOf.map(({ length }) =>
    length > mostFeatures ? Number.POSITIVE_INFINITY : length << length,
  )
  if (sizes.reduce((sum, size) => sum + size, 0) > mostValues) return null
  const valueStarts = startsOf(sizes)
  const values = new Float64Array(valueStarts.at(-1) ?? 0)
  for (const [leaf, path] of paths.entries()) {
    const features = featuresOf[leaf] ?? []
    const zeros = features.map((feature) =>
      path.reduce((share, each) => (tree.features[each.node] === feature ? share * each.share : share), 1),
    )
    fillTable(
      zeros,
      tree.leafScores[leaf] as number,
      values.subarray(valueStarts[leaf], valueStarts[leaf + 1]),
    )
  }
  const conditions = paths.flat()
  return {
    tree,
    conditionStarts: startsOf(paths.map(({ length }) => length)),
    conditionNodes: Int32Array.from(conditions, ({ node }) => node),
    conditionSides: Uint8Array.from(conditions, ({ isLeft }) => (isLeft ? 1 : 0)),
    conditionBits: Int32Array.from(
      paths.flatMap((path, leaf) =>
        path.map(({ node }) => 1 << (featuresOf[leaf] ?? []).indexOf(tree.features[node] as number)),
      ),
    ),
    featureStarts: startsOf(featuresOf.map(({ length }) => length)),
    features: Int32Array.from(featuresOf.flat()),
    valueStarts,
    values,
  }
}

/** Adds what each feature has in the tree's score of a row. `sides`: room for a number a node, whatever is in it. */
export function addFromTables(
  tables: LeafTables,
  columns: readonly Float64Array[],
  row: number,
  contributions: Float64Array,
  sides: Uint8Array,
): void {
  const { tree, conditionStarts, conditionNodes, conditionSides, conditionBits } = tables
  const { featureStarts, features, valueStarts, values } = tables
  const nodeCount = tree.features.length
  for (let node = 0; node < nodeCount; node++) sides[node] = goesLeft(tree, node, columns, row) ? 1 : 0
  let at = 0
  let firstFeature = 0
  for (let leaf = 0; leaf <= nodeCount; leaf++) {
    const endFeature = featureStarts[leaf + 1] as number
    const count = endFeature - firstFeature
    let met = (1 << count) - 1
    for (const end = conditionStarts[leaf + 1] as number; at < end; at++) {
      if (sides[conditionNodes[at] as number] !== conditionSides[at]) met &= ~(conditionBits[at] as number)
    }
    let value = (valueStarts[leaf] as number) + met * count
    for (; firstFeature < endFeature; firstFeature++) {
      const feature = features[firstFeature] as number
      contributions[feature] = (contributions[feature] as number) + (values[value] as number)
      value += 1
    }
  }
}

/** The conditions on the way to each leaf. */
function pathsOf(tree: Tree, leftShares: Float64Array): Condition[][] {
  const paths: Condition[][] = Array.from(tree.leafScores, () => [])
  const waiting: { child: number; path: Condition[] }[] = [{ child: 0, path: [] }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { child, path } = next
    if (child < 0) {
      paths[~child] = path
      continue
    }
    const share = leftShares[child] as number
    const left = { node: child, isLeft: true, share }
    const right = { node: child, isLeft: false, share: 1 - share }
    waiting.push({ child: tree.leftChildren[child] as number, path: [...path, left] })
    waiting.push({ child: tree.rightChildren[child] as number, path: [...path, right] })
  }
  return paths
}

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (const [index, length] of lengths.entries()) starts[index + 1] = (starts[index] as number) + length
  return starts
}

/**
 * The Shapley values of the game in which a leaf's score is won by the share of rows that come to it: of features that are known
 * 1 or 0 (their conditions are met or not), of others `zeros`, the share of rows that meets them.
 */
function fillTable(zeros: readonly number[], score: number, table: Float64Array): void {
  const count = zeros.length
  const sums = new Float64Array(count)
  for (let met = 0; met < 1 << count; met++) {
    for (let feature = 0; feature < count; feature++) {
      // By how many of the others are known: the sum over all such subsets of the share that comes to the leaf.
      sums.fill(0)
      sums[0] = 1
      let others = 0
      for (let other = 0; other < count; other++) {
        if (other === feature) continue
        others += 1
        const one = (met >> other) & 1
        for (let known = others; known >= 0; known--) {
          const without = known < others ? (sums[known] as number) * (zeros[other] as number) : 0
          sums[known] = without + (known > 0 ? one * (sums[known - 1] as number) : 0)
        }
      }
      let value = 0
      // How many orders there are in which just so many others come before: known! (count - 1 - known)! / count!
      let orders = 1 / count
      for (let known = 0; known < count; known++) {
        value += orders * (sums[known] as number)
        orders *= (known + 1) / Math.max(1, count - 1 - known)
      }
      const change = ((met >> feature) & 1) - (zeros[feature] as number)
      table[met * count + feature] = change * value * score
    }
  }
}
