import type { Dataset } from '../dataset.ts'
import { binColumn, type FeatureBins } from './feature-bins.ts'

/** A dataset as trees are grown from it: one byte a value, column by column. */
export interface BinnedDataset {
  readonly columns: readonly Uint8Array[]
  readonly bins: readonly FeatureBins[]
}

export function binDataset(columns: Dataset['columns'], bins: readonly FeatureBins[]): BinnedDataset {
  return { bins, columns: columns.map((column, feature) => binColumn(column, bins[feature] as FeatureBins)) }
}

/** How many bins a feature has, the one of missing values apart. */
export function binCountOf(bins: FeatureBins): number {
  return bins.kind === 'numbers' ? bins.thresholds.length + 1 : bins.codes.length
}

/** The number that bin `bin` of a feature of numbers does not exceed. */
export function thresholdOf(bins: FeatureBins & { kind: 'numbers' }, bin: number): number {
  // The last bin has no end; a cut after it parts what is missing from all else.
  return bins.thresholds[bin - 1] ?? Number.MAX_VALUE
}
