import * as z from 'zod'

/** What is learned, after the loss that is made small. */
export const objective = z.discriminatedUnion('kind', [
  /** The probability of label 1, by log-loss. */
  z.strictObject({ kind: z.literal('logistic') }),
  /** The mean of the label, by squared error. */
  z.strictObject({ kind: z.literal('squared-error') }),
  /** The mean of a label that is zero or more, and often zero: Tweedie deviance of this variance power. */
  z.strictObject({ kind: z.literal('tweedie'), variancePower: z.number().gt(1).lt(2) }),
  /** The quantile of the label, by pinball loss. */
  z.strictObject({ kind: z.literal('quantile'), quantile: z.number().gt(0).lt(1) }),
])

export type Objective = z.infer<typeof objective>

const rate = z.number().gt(0).max(1)

/** How trees are grown; names and defaults are LightGBM's where it has them. */
export const boostingOptions = z.strictObject({
  objective,
  /** The most trees there will be. */
  treeCount: z.int().min(1).max(10_000),
  learningRate: rate,
  /** Leaves of a tree, at most. */
  leafCount: z.int().min(2).max(4_096),
  /** Splits from the root to a leaf, at most; null: as many as there come. */
  maxDepth: z.int().min(1).max(64).nullable(),
  minLeafRows: z.int().min(1),
  /** Least sum of second derivatives in a leaf ("child weight"). */
  minLeafHessian: z.number().min(0),
  /** Least gain of a split. */
  minGain: z.number().min(0),
  /** Soft threshold on the sum of gradients of a leaf. */
  l1: z.number().min(0),
  /** Added to the sum of hessians of a leaf. */
  l2: z.number().min(0),
  /** Ranges of values a feature is cut into, missing values apart. */
  binCount: z.int().min(2).max(255),
  /** Share of the rows that each tree is grown from. */
  rowRate: rate,
  /** Share of the features that each tree may split on. */
  featureRate: rate,
  /** Up to this many categories in a leaf, one is split from the rest; above, they are ordered and cut. */
  oneAgainstRestCategories: z.int().min(0).max(255),
  /** Rows a category needs in a leaf, and the hessian added to it, to be ordered by its gradient. */
  categorySmoothing: z.number().min(0),
  /** Added to `l2` where ordered categories are cut. */
  categoryL2: z.number().min(0),
  /** Categories on the smaller side of a cut, at most. */
  maxCutCategories: z.int().min(1).max(255),
  /** Stop when the loss on held-out rows has not become less for `rounds` trees; null: grow all. */
  earlyStopping: z
    .strictObject({
      rounds: z.int().min(1),
      /** Share of the rows to hold out. */ validationRate: rate.lt(1),
    })
    .nullable(),
  seed: z.int().min(0),
})

export type BoostingOptions = z.infer<typeof boostingOptions>

export const boostingDefaults: BoostingOptions = {
  objective: { kind: 'logistic' },
  treeCount: 100,
  learningRate: 0.1,
  leafCount: 31,
  maxDepth: null,
  minLeafRows: 20,
  minLeafHessian: 1e-3,
  minGain: 0,
  l1: 0,
  l2: 0,
  binCount: 255,
  rowRate: 1,
  featureRate: 1,
  oneAgainstRestCategories: 4,
  categorySmoothing: 10,
  categoryL2: 10,
  maxCutCategories: 32,
  earlyStopping: null,
  seed: 1,
}
