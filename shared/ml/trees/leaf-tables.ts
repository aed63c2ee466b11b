import type { Tree } from './tree.ts'

/** A leaf below splits on more different features is explained the other way: its table has a row for each subset of them. */
const mostFeatures = 7
/**
 * What each feature above each leaf adds to the score, for every way in which a row can meet the splits on them. A row then only looks its
 * values up, so that many rows are explained in a fraction of the time (Yang 2021, "Fast TreeSHAP", its second algorithm).
 */
export interface LeafTables {
  /** The features above each leaf, by their places among those of the tree; where each leaf's begin, the last is their number. */
  readonly featureStarts: Int32Array
  readonly featurePlaces: Int32Array
  /** Of each feature above a leaf: the splits on it above the leaf, as bits, and those of them at which a row has to go left. */
  readonly splitMasks: Int32Array
  readonly leftMasks: Int32Array
  /** For each leaf, by the bits of the features all of whose splits are met, a value for each feature. */
  readonly valueStarts: Int32Array
  readonly values: Float64Array
}

/** A split above a leaf, and the share of rows that went the way of the leaf. */
interface Condition {
  readonly node: number
  readonly isLeft: boolean
  readonly share: number
}

/**
 * The tables of a tree of at most 31 splits, or null when they would have more than `mostValues` values or a leaf has too many features
 * above it. `treeFeatures`: all that the tree splits on.
 */
export function leafTables(
  tree: Tree,
  treeFeatures: readonly number[],
  leftShares: Float64Array,
  mostValues: number,
): LeafTables | null {
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
  const masks = paths.flatMap((path, leaf) =>
    (featuresOf[leaf] ?? []).map((feature) => masksOf(tree, path, feature)),
  )
  return {
    featureStarts: startsOf(featuresOf.map(({ length }) => length)),
    featurePlaces: Int32Array.from(featuresOf.flat(), (feature) => treeFeatures.indexOf(feature)),
    splitMasks: Int32Array.from(masks, ({ splits }) => splits),
    leftMasks: Int32Array.from(masks, ({ left }) => left),
    valueStarts,
    values,
  }
}

function masksOf(tree: Tree, path: readonly Condition[], feature: number) {
  let [splits, left] = [0, 0]
  for (const { node, isLeft } of path) {
    if (tree.features[node] !== feature) continue
    splits |= 1 << node
    if (isLeft) left |= 1 << node
  }
  return { splits, left }
}

/** Adds, over leaves, what each of the tree's features has in the score of rows that go left at these splits, as bits, from `sums[from]` on. */
export function addFromTables(tables: LeafTables, pattern: number, sums: Float64Array, from: number): void {
  const { featureStarts, featurePlaces, splitMasks, leftMasks, valueStarts, values } = tables
  const leafCount = valueStarts.length - 1
  let feature = 0
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const first = feature
    const end = featureStarts[leaf + 1] as number
    let met = 0
    for (; feature < end; feature++) {
      if ((pattern & (splitMasks[feature] as number)) === (leftMasks[feature] as number))
        met |= 1 << (feature - first)
    }
    let value = (valueStarts[leaf] as number) + met * (end - first)
    for (let above = first; above < end; above++) {
      const place = from + (featurePlaces[above] as number)
      sums[place] = (sums[place] as number) + (values[value] as number)
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
