import { type BoostingOptions, boostingDefaults } from '../trees/boosting-options.ts'
import { fewestRows } from '../trees/boosting-state.ts'

const alike = {
  treeCount: 1_500,
  earlyStopping: { rounds: 40, validationRate: 0.2 },
} satisfies Partial<BoostingOptions>

/**
 * From what simple data bear to what rich data bear: trees of one split, which add up effects of single features; of a few,
 * for effects of two together; and large ones. The smaller the trees, the less of the data each needs to see.
 */
const treeShapes: readonly Partial<BoostingOptions>[] = [
  { ...alike, leafCount: 2, learningRate: 0.05, rowRate: 0.5, featureRate: 0.3 },
  { ...alike, leafCount: 4, learningRate: 0.05, rowRate: 0.5, featureRate: 0.3 },
  { ...alike, leafCount: 31, learningRate: 0.03, rowRate: 0.7, featureRate: 0.5, minLeafRows: 50, l2: 1 },
]

/** The shapes that so many rows can grow. */
export function treeShapesFor(rowCount: number): readonly Partial<BoostingOptions>[] {
  return treeShapes.filter((shape) => rowCount >= fewestRows({ ...boostingDefaults, ...shape }))
}
