import type { TreeEnsemble } from './tree-ensemble.ts'

/** How much a feature was used. */
export interface FeatureImportance {
  readonly feature: string
  /** Sum of the gains of its splits. */
  readonly gain: number
  readonly splitCount: number
}

/** The importance of every feature, the largest gain first. */
export function treeImportance({ featureNames, trees }: TreeEnsemble): FeatureImportance[] {
  const gains = new Float64Array(featureNames.length)
  const splitCounts = new Uint32Array(featureNames.length)
  for (const tree of trees) {
    for (const [node, feature] of tree.features.entries()) {
      gains[feature] = (gains[feature] as number) + (tree.gains[node] as number)
      splitCounts[feature] = (splitCounts[feature] as number) + 1
    }
  }
  return featureNames
    .map((feature, index) => ({
      feature,
      gain: gains[index] as number,
      splitCount: splitCounts[index] as number,
    }))
    .sort((a, b) => b.gain - a.gain || b.splitCount - a.splitCount)
}
