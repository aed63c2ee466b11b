import { type BinnedDataset, binCountOf } from './binned-dataset.ts'
import type { BoostingOptions } from './boosting-options.ts'
import { binsPerFeature } from './feature-bins.ts'
import { type GrowingRoom, gatherLeaf } from './growing-room.ts'
import { fillHistogram, type Histogram, subtractHistogram } from './histogram.ts'
import { leafGain, type Split, type Sums } from './split.ts'
import { splitCategories } from './split-categories.ts'
import { splitNumbers } from './split-numbers.ts'

/** A node of a tree being grown. */
export interface GrownNode {
  readonly split: Split
  readonly feature: number
  leftChild: number
  rightChild: number
}

/** A leaf of a tree being grown: the rows from `start` to before `end`. */
export interface GrownLeaf {
  readonly start: number
  readonly end: number
  readonly depth: number
  readonly sums: Sums
  /** The node above and its side; null at the root. */
  readonly above: { readonly node: number; readonly side: 'leftChild' | 'rightChild' } | null
  histogram: Histogram | null
  split: Split | null
}

export interface GrownTree {
  readonly nodes: readonly GrownNode[]
  readonly leaves: readonly GrownLeaf[]
}

/**
 * Grows one tree leaf by leaf, the largest gain first (best-first: Shi 2007; with histograms: Ke et al. 2017, LightGBM), from
 * the first `rowCount` rows of the room, which are put into the order of the leaves.
 *
 * @param features the features it may split on
 */
export function growTree(
  room: GrowingRoom,
  rowCount: number,
  features: readonly number[],
  options: BoostingOptions,
): GrownTree {
  const { dataset } = room
  const columns = features.map((feature) => dataset.columns[feature] as Uint8Array)
  const find = (leaf: GrownLeaf) => bestSplit(leaf, features, dataset, options)
  const nodes: GrownNode[] = []
  const root: GrownLeaf = {
    ...{ start: 0, end: rowCount, depth: 0, above: null, split: null },
    sums: sumRows(room, 0, rowCount),
    histogram: room.takeHistogram(),
  }
  if (maySplit(root, options)) {
    fillHistogram(root.histogram as Histogram, columns, gatherLeaf(room, root))
    root.split = find(root)
  }
  const leaves = [root]
  while (leaves.length < options.leafCount) {
    const index = steepestLeaf(leaves)
    const leaf = leaves[index]
    if (leaf?.split == null) break
    const feature = features[leaf.split.slot] as number
    const node = nodes.length
    nodes.push({ split: leaf.split, feature, leftChild: ~index, rightChild: ~leaves.length })
    if (leaf.above !== null) (nodes[leaf.above.node] as GrownNode)[leaf.above.side] = node
    const middle = partition(room, leaf, dataset.columns[feature] as Uint8Array)
    const below = { depth: leaf.depth + 1, histogram: null, split: null }
    const left: GrownLeaf = {
      ...{ ...below, start: leaf.start, end: middle, sums: leaf.split.left },
      above: { node, side: 'leftChild' },
    }
    const right: GrownLeaf = {
      ...{ ...below, start: middle, end: leaf.end, sums: leaf.split.right },
      above: { node, side: 'rightChild' },
    }
    leaves[index] = left
    leaves.push(right)
    if (leaves.length < options.leafCount && (maySplit(left, options) || maySplit(right, options))) {
      shareHistogram(room, leaf, left, right, columns)
      if (maySplit(left, options)) left.split = find(left)
      if (maySplit(right, options)) right.split = find(right)
    } else {
      room.giveBack(leaf.histogram)
    }
  }
  for (const leaf of leaves) room.giveBack(leaf.histogram)
  return { nodes, leaves }
}

function maySplit(
  { depth, sums }: GrownLeaf,
  { maxDepth, minLeafRows, minLeafHessian }: BoostingOptions,
): boolean {
  const isDeepest = maxDepth !== null && depth >= maxDepth
  return !isDeepest && sums.count >= 2 * minLeafRows && sums.hessian >= 2 * minLeafHessian
}

function steepestLeaf(leaves: readonly GrownLeaf[]): number {
  let [best, bestGain] = [0, Number.NEGATIVE_INFINITY]
  for (const [index, { split }] of leaves.entries()) {
    if (split === null || split.gain <= bestGain) continue
    best = index
    bestGain = split.gain
  }
  return best
}

/** Counts the smaller half from its rows; the larger takes over the leaf's histogram, less the smaller. */
function shareHistogram(
  room: GrowingRoom,
  leaf: GrownLeaf,
  left: GrownLeaf,
  right: GrownLeaf,
  columns: readonly Uint8Array[],
): void {
  const [smaller, larger] = left.end - left.start <= right.end - right.start ? [left, right] : [right, left]
  smaller.histogram = room.takeHistogram()
  larger.histogram = leaf.histogram
  fillHistogram(smaller.histogram, columns, gatherLeaf(room, smaller))
  subtractHistogram(larger.histogram as Histogram, smaller.histogram)
}

/** Gains that are this small a part of what the leaf has are rounding. */
const relativeNoise = 1e-10

function bestSplit(
  leaf: GrownLeaf,
  features: readonly number[],
  dataset: BinnedDataset,
  options: BoostingOptions,
): Split | null {
  const { sums: whole, histogram } = leaf
  if (histogram === null) return null
  const noise = relativeNoise * leafGain(whole.gradient, whole.hessian, options.l1, options.l2)
  let best: Split | null = null
  for (const [slot, feature] of features.entries()) {
    const bins = dataset.bins[feature]
    if (bins === undefined) continue
    const search = { histogram, slot, whole, options }
    const leastGain: number = best?.gain ?? options.minGain + noise
    const split = bins.kind === 'numbers' ? splitNumbers : splitCategories
    best = split(search, binCountOf(bins), leastGain) ?? best
  }
  return best
}

/** Puts the rows that go left first, each side in its old order; returns where the right ones begin. */
function partition({ rows, spareRows }: GrowingRoom, leaf: GrownLeaf, column: Uint8Array): number {
  const goesLeft = leftBins(leaf.split as Split)
  let [left, right] = [leaf.start, 0]
  for (let at = leaf.start; at < leaf.end; at++) {
    const row = rows[at] as number
    if (goesLeft[column[row] as number] === 1) rows[left++] = row
    else spareRows[right++] = row
  }
  rows.set(spareRows.subarray(0, right), left)
  return left
}

function leftBins({ bin, leftBins, missingLeft }: Split): Uint8Array {
  const goesLeft = new Uint8Array(binsPerFeature)
  goesLeft[0] = missingLeft ? 1 : 0
  if (bin !== null) goesLeft.fill(1, 1, bin + 1)
  for (const each of leftBins ?? []) goesLeft[each] = 1
  return goesLeft
}

/** The sums of rows, added up one by one: without the rounding that differences of histograms leave. */
export function sumRows({ rows, gradients, hessians }: GrowingRoom, start: number, end: number): Sums {
  let [gradient, hessian] = [0, 0]
  for (let at = start; at < end; at++) {
    const row = rows[at] as number
    gradient += gradients[row] as number
    hessian += hessians[row] as number
  }
  return { gradient, hessian, count: end - start }
}
