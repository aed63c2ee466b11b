import * as z from 'zod'
import type { RandomSource } from '../../kernel/random.ts'

/**
 * A tree that splits at random until every point stands alone (Liu, Ting and Zhou 2008). Node 0 is the root; the left branch of a node
 * is the next node. A leaf has the feature -1, and its threshold is what it adds to the length of the path that ends there.
 */
export const isolationTreeSchema = z.object({
  features: z.array(z.int().min(-1)).readonly(),
  thresholds: z.array(z.number()).readonly(),
  rightNodes: z.array(z.int().nonnegative()).readonly(),
})
export type IsolationTree = z.infer<typeof isolationTreeSchema>

const euler = 0.5772156649015329

/** c(n) of the paper: the mean length of a search without success in a binary tree of n points. */
export function meanPathLength(pointCount: number): number {
  if (pointCount <= 1) return 0
  if (pointCount === 2) return 1
  return 2 * (Math.log(pointCount - 1) + euler) - (2 * (pointCount - 1)) / pointCount
}

/** Grows a tree of the given rows, down to a depth of log2 of their number. Columns hold finite numbers. */
export function growIsolationTree(
  columns: readonly Float64Array[],
  rows: readonly number[],
  random: RandomSource,
): IsolationTree {
  const features: number[] = []
  const thresholds: number[] = []
  const rightNodes: number[] = []
  const deepest = Math.ceil(Math.log2(Math.max(rows.length, 2)))
  const grow = (inside: readonly number[], depth: number): void => {
    const node = features.length
    const split = depth < deepest && inside.length > 1 ? randomSplit(columns, inside, random) : null
    features.push(split?.feature ?? -1)
    thresholds.push(split?.threshold ?? meanPathLength(inside.length))
    rightNodes.push(0)
    if (split === null) return
    const column = columns[split.feature] ?? []
    grow(
      inside.filter((row) => (column[row] ?? 0) < split.threshold),
      depth + 1,
    )
    rightNodes[node] = features.length
    grow(
      inside.filter((row) => (column[row] ?? 0) >= split.threshold),
      depth + 1,
    )
  }
  grow(rows, 0)
  return { features, thresholds, rightNodes }
}

/** A place within the range of one of the features that differ among the rows, both by chance; null when none does. */
function randomSplit(
  columns: readonly Float64Array[],
  rows: readonly number[],
  random: RandomSource,
): { feature: number; threshold: number } | null {
  const untried = columns.map((_, feature) => feature)
  while (untried.length > 0) {
    const [feature = 0] = untried.splice(Math.floor(random() * untried.length), 1)
    const column = columns[feature]
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const row of rows) {
      const value = column?.[row] ?? 0
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high > low) {
      // Seven digits keep artifacts small. At the low end the left branch would be empty, above the high end the right one.
      const threshold = Number((low + random() * (high - low)).toPrecision(7))
      return { feature, threshold: threshold > low && threshold <= high ? threshold : high }
    }
  }
  return null
}

/** How many splits a point goes through, with what its leaf adds for the points that were left together. */
export function pathLength(tree: IsolationTree, point: Float64Array): number {
  const { features, thresholds, rightNodes } = tree
  let node = 0
  for (let depth = 0; ; depth++) {
    const feature = features[node] as number
    const threshold = thresholds[node] as number
    if (feature === -1) return depth + threshold
    node = (point[feature] as number) < threshold ? node + 1 : (rightNodes[node] as number)
  }
}
