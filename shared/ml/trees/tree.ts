import * as z from 'zod'

/**
 * One tree, node by node. A child that is zero or more is a node, one below zero is the leaf `~child`; a tree without nodes
 * has one leaf. A row goes left where its value is at most the threshold or, at a node with categories, where its code
 * is among them; a missing value goes left where `missingLeft` says so.
 */
export interface Tree {
  readonly features: Int32Array
  readonly thresholds: Float64Array
  /** Codes that go left; null at a node that has a threshold. */
  readonly categories: readonly (ReadonlySet<number> | null)[]
  readonly missingLeft: Uint8Array
  /** Nodes at which zero is missing, too; only models from elsewhere have them. */
  readonly zeroIsMissing: Uint8Array
  readonly leftChildren: Int32Array
  readonly rightChildren: Int32Array
  readonly gains: Float64Array
  readonly leafScores: Float64Array
  /** Rows it was grown from that came to each leaf. */
  readonly leafCounts: Float64Array
}

/** What LightGBM takes for zero. */
const nearlyZero = 1e-35

/** Whether the row goes left at a node. */
export function goesLeft(tree: Tree, node: number, columns: readonly Float64Array[], row: number): boolean {
  const value = (columns[tree.features[node] as number] as Float64Array)[row] as number
  const codes = tree.categories[node]
  if (codes) return codes.has(Math.trunc(value))
  if (Number.isNaN(value)) return tree.missingLeft[node] === 1
  if (tree.zeroIsMissing[node] === 1 && Math.abs(value) <= nearlyZero) return tree.missingLeft[node] === 1
  return value <= (tree.thresholds[node] as number)
}

/** The leaf that a row comes to. */
export function leafOf(tree: Tree, columns: readonly Float64Array[], row: number): number {
  let node = tree.features.length === 0 ? ~0 : 0
  while (node >= 0) {
    node = (goesLeft(tree, node, columns, row) ? tree.leftChildren : tree.rightChildren)[node] as number
  }
  return ~node
}

/** For fewer rows it takes longer to see whether a tree is plain than to walk it the usual way. */
const fewRows = 8

/** Adds the tree's score of each row. */
export function addScores(tree: Tree, columns: readonly Float64Array[], scores: Float64Array): void {
  const { thresholds, missingLeft, leftChildren, rightChildren, leafScores } = tree
  if (scores.length < fewRows || thresholds.length === 0 || !hasPlainNodes(tree)) {
    for (let row = 0; row < scores.length; row++) {
      scores[row] = (scores[row] as number) + (leafScores[leafOf(tree, columns, row)] as number)
    }
    return
  }
  // The same as `leafOf` for thresholds alone, several times as fast: this is where scoring spends its time.
  const columnOf = Array.from(tree.features, (feature) => columns[feature] as Float64Array)
  for (let row = 0; row < scores.length; row++) {
    let node = 0
    do {
      const value = (columnOf[node] as Float64Array)[row] as number
      const isLeft = value <= (thresholds[node] as number) || (Number.isNaN(value) && missingLeft[node] === 1)
      node = (isLeft ? leftChildren[node] : rightChildren[node]) as number
    } while (node >= 0)
    scores[row] = (scores[row] as number) + (leafScores[~node] as number)
  }
}

/** Whether thresholds alone decide. */
export function hasPlainNodes({ categories, zeroIsMissing }: Tree): boolean {
  return !zeroIsMissing.includes(1) && categories.every((codes) => codes === null)
}

const flag = z.union([z.literal(0), z.literal(1)])

const treeLists = z.strictObject({
  features: z.array(z.int().min(0)),
  thresholds: z.array(z.number()),
  categories: z.array(z.array(z.int().min(0)).nullable()),
  missingLeft: z.array(flag),
  zeroIsMissing: z.array(flag),
  leftChildren: z.array(z.int()),
  rightChildren: z.array(z.int()),
  gains: z.array(z.number()),
  leafScores: z.array(z.number()).min(1),
  leafCounts: z.array(z.number().min(0)).min(1),
})

export type TreeArtifact = z.infer<typeof treeLists>

/** A tree in JSON: the same, with plain lists. */
export const treeArtifact = treeLists.refine(isWhole, 'the tree does not hang together')

/** Whether lists are as long as they must be, and every node and leaf hangs below one node that stands before it. */
function isWhole(tree: TreeArtifact): boolean {
  const nodeCount = tree.features.length
  const { thresholds, categories, missingLeft, zeroIsMissing, leftChildren, rightChildren, gains } = tree
  const ofNodes = [thresholds, categories, missingLeft, zeroIsMissing, leftChildren, rightChildren, gains]
  if (ofNodes.some((list) => list.length !== nodeCount)) return false
  if (tree.leafScores.length !== nodeCount + 1 || tree.leafCounts.length !== nodeCount + 1) return false
  const children = [...leftChildren, ...rightChildren]
  const isAfter = (child: number, index: number) => child < 0 || child > index % nodeCount
  if (!children.every((child, index) => child < nodeCount && child >= ~nodeCount && isAfter(child, index))) {
    return false
  }
  return new Set(children).size === children.length
}

export function treeToArtifact(tree: Tree): TreeArtifact {
  return {
    features: [...tree.features],
    thresholds: [...tree.thresholds],
    categories: tree.categories.map((codes) => codes && [...codes]),
    missingLeft: [...tree.missingLeft] as (0 | 1)[],
    zeroIsMissing: [...tree.zeroIsMissing] as (0 | 1)[],
    leftChildren: [...tree.leftChildren],
    rightChildren: [...tree.rightChildren],
    gains: [...tree.gains],
    leafScores: [...tree.leafScores],
    leafCounts: [...tree.leafCounts],
  }
}

export function treeOfArtifact(artifact: TreeArtifact): Tree {
  return {
    features: Int32Array.from(artifact.features),
    thresholds: Float64Array.from(artifact.thresholds),
    categories: artifact.categories.map((codes) => codes && new Set(codes)),
    missingLeft: Uint8Array.from(artifact.missingLeft),
    zeroIsMissing: Uint8Array.from(artifact.zeroIsMissing),
    leftChildren: Int32Array.from(artifact.leftChildren),
    rightChildren: Int32Array.from(artifact.rightChildren),
    gains: Float64Array.from(artifact.gains),
    leafScores: Float64Array.from(artifact.leafScores),
    leafCounts: Float64Array.from(artifact.leafCounts),
  }
}
