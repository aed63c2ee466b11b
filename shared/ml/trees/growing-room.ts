import type { BinnedDataset } from './binned-dataset.ts'
import { emptyHistogram, type Histogram, type LeafRows } from './histogram.ts'

/** The memory that all trees of one run are grown in. */
export interface GrowingRoom {
  readonly dataset: BinnedDataset
  /** Derivatives of the loss by the score of each row. */
  readonly gradients: Float64Array
  readonly hessians: Float64Array
  /** All rows, in an order that growing changes. */
  readonly rows: Int32Array
  readonly spareRows: Int32Array
  readonly leafGradients: Float64Array
  readonly leafHessians: Float64Array
  takeHistogram(): Histogram
  giveBack(histogram: Histogram | null): void
}

export function newGrowingRoom(dataset: BinnedDataset, rowCount: number): GrowingRoom {
  const spare: Histogram[] = []
  return {
    dataset,
    gradients: new Float64Array(rowCount),
    hessians: new Float64Array(rowCount),
    rows: Int32Array.from({ length: rowCount }, (_, row) => row),
    spareRows: new Int32Array(rowCount),
    leafGradients: new Float64Array(rowCount),
    leafHessians: new Float64Array(rowCount),
    takeHistogram: () => spare.pop() ?? emptyHistogram(dataset.columns.length),
    giveBack(histogram) {
      if (histogram !== null) spare.push(histogram)
    },
  }
}

/** The derivatives of a leaf's rows, brought next to each other. */
export function gatherLeaf(room: GrowingRoom, { start, end }: { start: number; end: number }): LeafRows {
  const { gradients, hessians, leafGradients, leafHessians } = room
  const rows = room.rows.subarray(start, end)
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number
    leafGradients[index] = gradients[row] as number
    leafHessians[index] = hessians[row] as number
  }
  return { rows, gradients: leafGradients, hessians: leafHessians }
}
