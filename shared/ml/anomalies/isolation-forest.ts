import * as z from 'zod'
import type { RandomSource } from '../../kernel/random.ts'
import { sampleRows } from '../clustering/sample-rows.ts'
import { growIsolationTree, isolationTreeSchema, meanPathLength, pathLength } from './isolation-tree.ts'

export const isolationForestSchema = z.object({
  /** How many points each tree was grown of. */
  sampleRowCount: z.int().positive(),
  trees: z.array(isolationTreeSchema).min(1).readonly(),
})
/** Trees that split at random: what stands apart is alone after few splits (Liu, Ting and Zhou 2008). */
export type IsolationForest = z.infer<typeof isolationForestSchema>

/** Grows `treeCount` trees, each of a sample of `sampleRowCount` rows; the paper's 100 and 256 do for most data. */
export function growIsolationForest(
  columns: readonly Float64Array[],
  options: { readonly treeCount: number; readonly sampleRowCount: number },
  random: RandomSource,
): IsolationForest {
  const rowCount = columns[0]?.length ?? 0
  const sampleRowCount = Math.min(options.sampleRowCount, rowCount)
  const trees = Array.from({ length: options.treeCount }, () =>
    growIsolationTree(columns, sampleRows(rowCount, sampleRowCount, random), random),
  )
  return { sampleRowCount, trees }
}

/** The paper's score of each row, 0..1: 0.5 is like most, towards 1 it stands apart. */
export function isolationScores(forest: IsolationForest, columns: readonly Float64Array[]): Float64Array {
  const scores = new Float64Array(columns[0]?.length ?? 0)
  const usual = Math.max(meanPathLength(forest.sampleRowCount), 1)
  const point = new Float64Array(columns.length)
  for (let row = 0; row < scores.length; row++) {
    for (let axis = 0; axis < point.length; axis++) point[axis] = columns[axis]?.[row] ?? 0
    let sum = 0
    for (const tree of forest.trees) sum += pathLength(tree, point)
    scores[row] = 2 ** (-sum / forest.trees.length / usual)
  }
  return scores
}
