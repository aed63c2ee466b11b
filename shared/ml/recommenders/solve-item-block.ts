import { invertPositiveDefinite } from '../../linear-algebra/invert-positive-definite.ts'
import { entryOf, type TiledMatrix, tiledIndex } from '../../linear-algebra/tiled-matrix.ts'
import { coOccurrences } from './co-occurrences.ts'
import type { IndexedItemSets } from './indexed-item-sets.ts'
import { type BlockLimits, blockLimits, predictorsOf } from './plan-item-blocks.ts'

/** What tells of one item: the items whose presence raises or lowers its score, and by how much. */
export interface ItemColumn {
  readonly item: number
  readonly predictors: Uint32Array
  readonly weights: Float32Array
}

/** How many predictors of each item are kept: those with the largest weights, above and below zero. */
export const keptPredictors = 64

/**
 * EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): with P the inverse of the co-occurrences plus
 * the penalty on the diagonal, item i adds -P[i][j] / P[j][j] to the score of item j. That is the ridge regression of j
 * on the block's other items, all j at once. Where the block is of all items this is EASE itself; otherwise each item is
 * explained by the items that go best with its group, as in Steck's sparse approximation (2019, "Markov random fields
 * for collaborative filtering"). One number an item decides memory and time: predictors² / 2 and predictors³ / 2.
 */
export function solveItemBlock(
  sets: IndexedItemSets,
  targets: Uint32Array,
  penalty: number,
  limits: BlockLimits = blockLimits,
): ItemColumn[] {
  const predictors = predictorsOf(sets, targets, limits)
  const matrix = coOccurrences(sets, predictors)
  for (let row = 0; row < matrix.size; row += 1) {
    const at = tiledIndex(row, row)
    matrix.values[at] = (matrix.values[at] as number) + penalty
  }
  if (!invertPositiveDefinite(matrix)) throw new Error('co-occurrences with a penalty are positive definite')
  return Array.from(targets, (item, column) => columnOf(item, column, predictors, matrix))
}

function columnOf(item: number, column: number, predictors: Uint32Array, inverse: TiledMatrix): ItemColumn {
  const scale = -1 / entryOf(inverse, column, column)
  const weights = new Float64Array(predictors.length)
  for (let row = 0; row < weights.length; row += 1) {
    weights[row] = row === column ? 0 : entryOf(inverse, row, column) * scale
  }
  const sizes = weights.map(Math.abs).sort()
  const smallest = sizes[Math.max(0, sizes.length - keptPredictors)] as number
  const rows: number[] = []
  for (const [row, weight] of weights.entries()) {
    if (weight !== 0 && Math.abs(weight) >= smallest && rows.length < keptPredictors) rows.push(row)
  }
  return {
    item,
    predictors: Uint32Array.from(rows, (row) => predictors[row] as number),
    weights: Float32Array.from(rows, (row) => weights[row] as number),
  }
}
