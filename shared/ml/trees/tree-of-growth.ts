import { thresholdOf } from './binned-dataset.ts'
import type { FeatureBins } from './feature-bins.ts'
import type { GrownTree } from './grow-tree.ts'
import type { Tree } from './tree.ts'

/** The tree that was grown, with thresholds and codes in place of bins. */
export function treeOfGrowth(
  { nodes, leaves }: GrownTree,
  bins: readonly FeatureBins[],
  leafScores: Float64Array,
): Tree {
  const binsOf = (feature: number) => bins[feature] as FeatureBins
  return {
    features: Int32Array.from(nodes, ({ feature }) => feature),
    thresholds: Float64Array.from(nodes, ({ feature, split }) => {
      const of = binsOf(feature)
      return split.bin === null || of.kind !== 'numbers' ? 0 : thresholdOf(of, split.bin)
    }),
    categories: nodes.map(({ feature, split }) => {
      const of = binsOf(feature)
      if (split.leftBins === null || of.kind !== 'categories') return null
      return new Set(split.leftBins.map((bin) => of.codes[bin - 1] as number).toSorted((a, b) => a - b))
    }),
    missingLeft: Uint8Array.from(nodes, ({ split }) => (split.missingLeft ? 1 : 0)),
    zeroIsMissing: new Uint8Array(nodes.length),
    leftChildren: Int32Array.from(nodes, ({ leftChild }) => leftChild),
    rightChildren: Int32Array.from(nodes, ({ rightChild }) => rightChild),
    gains: Float64Array.from(nodes, ({ split }) => split.gain),
    leafScores,
    leafCounts: Float64Array.from(leaves, ({ start, end }) => end - start),
  }
}
