import type { LevelTrees } from '../forecasting/panel/level-trees.ts'

/** Trees over all items, and how all and each category have gone lately, which the trees are told. */
export interface ItemTrees {
  readonly trees: LevelTrees
  /** By category ('' for all). */
  readonly growths: Readonly<Record<string, number>>
}
