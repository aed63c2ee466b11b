import { seededRandom } from '../../kernel/random.ts'
import { columnsNamed } from '../columns-named.ts'
import type { LabelledDataset } from '../dataset.ts'
import { binDataset } from './binned-dataset.ts'
import type { BoostingOptions } from './boosting-options.ts'
import { type BoostingState, isBoosted } from './boosting-state.ts'
import { growTree, sumRows } from './grow-tree.ts'
import { type GrowingRoom, newGrowingRoom } from './growing-room.ts'
import { type Loss, lossOf, weightedQuantile } from './objective.ts'
import { leafScore } from './split.ts'
import { addScores, leafOf, type Tree } from './tree.ts'
import { treeOfGrowth } from './tree-of-growth.ts'

/**
 * Grows up to so many more trees (gradient boosting: Friedman 2001; with both derivatives: Friedman, Hastie, Tibshirani 2000),
 * each on what those before it leave over. The data must be the same in each call for one state.
 *
 * @param validation rows that tell when to stop; without them `earlyStopping` is of no effect
 */
export function boost(
  state: BoostingState,
  training: LabelledDataset,
  validation: LabelledDataset | null,
  treeCount: number,
): BoostingState {
  if (isBoosted(state) || treeCount < 1) return state
  const { options, bins } = state
  const loss = lossOf(options.objective)
  const columns = columnsNamed(training, state.featureNames)
  const room = newGrowingRoom(binDataset(columns, bins), training.rowCount)
  const scores = scoreRows(state, columns, training.rowCount)
  const held = validation && { ...validation, columns: columnsNamed(validation, state.featureNames) }
  const heldScores = held && scoreRows(state, held.columns, held.rowCount)
  let grown = state
  for (let more = 0; more < treeCount && !isBoosted(grown); more++) {
    derive(loss, training, scores, room)
    const tree = nextTree(
      room,
      loss,
      training.labels,
      training.weights ?? null,
      scores,
      grown.trees.length,
      options,
    )
    if (tree === null) return { ...grown, isExhausted: true }
    addGrown(tree, columns, scores, room)
    if (held && heldScores) addScores(tree.tree, held.columns, heldScores)
    grown = {
      ...grown,
      trees: [...grown.trees, tree.tree],
      validationLosses:
        held && heldScores
          ? [...grown.validationLosses, meanLoss(loss, held, heldScores)]
          : grown.validationLosses,
    }
  }
  return grown
}

function scoreRows(
  { initialScore, trees }: BoostingState,
  columns: readonly Float64Array[],
  rowCount: number,
) {
  const scores = new Float64Array(rowCount).fill(initialScore)
  for (const tree of trees) addScores(tree, columns, scores)
  return scores
}

function derive(
  loss: Loss,
  { labels, weights }: LabelledDataset,
  scores: Float64Array,
  room: GrowingRoom,
): void {
  const { gradients, hessians } = room
  for (let row = 0; row < scores.length; row++) {
    loss.derive(scores[row] as number, labels[row] as number, row, gradients, hessians)
  }
  if (weights === undefined) return
  for (let row = 0; row < scores.length; row++) {
    gradients[row] = (gradients[row] as number) * (weights[row] as number)
    hessians[row] = (hessians[row] as number) * (weights[row] as number)
  }
}

interface Grown {
  readonly tree: Tree
  /** Where the rows of each leaf begin in the room's rows; the last number is where rows begin that it was not grown from. */
  readonly leafStarts: readonly { readonly start: number; readonly end: number }[]
  readonly bagSize: number
}

/** The next tree, or null when it would have no split though every row and feature was looked at. */
function nextTree(
  room: GrowingRoom,
  loss: Loss,
  labels: Float64Array,
  weights: Float64Array | null,
  scores: Float64Array,
  treeIndex: number,
  options: BoostingOptions,
): Grown | null {
  const { rows } = room
  const random = seededRandom(options.seed + Math.imul(treeIndex + 1, 0x9e3779b1))
  // Where rows stand must not hang on the tree before: training in pieces has to give the same sums.
  for (let row = 0; row < rows.length; row++) rows[row] = row
  const bagSize = options.rowRate < 1 ? bag(rows, options.rowRate, random) : rows.length
  const features = pickFeatures(room.dataset.columns.length, options.featureRate, random)
  const growth = growTree(room, bagSize, features, options)
  if (growth.nodes.length === 0 && options.rowRate === 1 && options.featureRate === 1) return null
  const leafScores = Float64Array.from(growth.leaves, ({ start, end }) => {
    if (loss.leafQuantile === null) {
      return options.learningRate * leafScore(sumRows(room, start, end), options.l1, options.l2)
    }
    const inLeaf = rows.subarray(start, end)
    const residuals = Float64Array.from(inLeaf, (row) => (labels[row] as number) - (scores[row] as number))
    const leafWeights = weights && Float64Array.from(inLeaf, (row) => weights[row] as number)
    return options.learningRate * weightedQuantile(residuals, leafWeights, loss.leafQuantile) + 0
  })
  return { tree: treeOfGrowth(growth, room.dataset.bins, leafScores), leafStarts: growth.leaves, bagSize }
}

/** Brings a random part of the rows to the front, in ascending order on both sides; returns how many. */
function bag(rows: Int32Array, rowRate: number, random: () => number): number {
  const size = Math.max(1, Math.round(rows.length * rowRate))
  const outside = new Int32Array(rows.length - size)
  let [taken, left] = [0, 0]
  for (let row = 0; row < rows.length; row++) {
    // Selection sampling (Knuth, volume 2, algorithm S): exactly `size` of them, each set alike.
    if (random() * (rows.length - row) < size - taken) rows[taken++] = row
    else outside[left++] = row
  }
  rows.set(outside, size)
  return size
}

function pickFeatures(featureCount: number, featureRate: number, random: () => number): number[] {
  const size = Math.max(1, Math.round(featureCount * featureRate))
  const picked: number[] = []
  for (let feature = 0; feature < featureCount; feature++) {
    if (random() * (featureCount - feature) < size - picked.length) picked.push(feature)
  }
  return picked
}

/** Adds the new tree's scores: by leaf where its rows are known, else down the tree. */
function addGrown(
  { tree, leafStarts, bagSize }: Grown,
  columns: readonly Float64Array[],
  scores: Float64Array,
  room: GrowingRoom,
) {
  const { rows } = room
  for (const [leaf, { start, end }] of leafStarts.entries()) {
    const score = tree.leafScores[leaf] as number
    for (let at = start; at < end; at++) {
      const row = rows[at] as number
      scores[row] = (scores[row] as number) + score
    }
  }
  for (let at = bagSize; at < rows.length; at++) {
    const row = rows[at] as number
    scores[row] = (scores[row] as number) + (tree.leafScores[leafOf(tree, columns, row)] as number)
  }
}

function meanLoss(loss: Loss, { labels, weights }: LabelledDataset, scores: Float64Array): number {
  let [sum, weightSum] = [0, 0]
  for (let row = 0; row < scores.length; row++) {
    const weight = weights?.[row] ?? 1
    sum += weight * loss.lossOf(scores[row] as number, labels[row] as number)
    weightSum += weight
  }
  return sum / weightSum
}
