import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset, RowRange } from '../dataset.ts'
import type { FitFailure, FittedModel } from '../estimator.ts'
import type { Explanation, Explanations } from '../explanation.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import { type Link, respond } from './objective.ts'
import { addScores, type Tree, treeArtifact, treeOfArtifact, treeToArtifact } from './tree.ts'
import { treeExplainer } from './tree-shap.ts'

/** A sum of trees and what it is turned into. */
export interface TreeEnsemble {
  readonly featureNames: readonly string[]
  readonly link: Link
  readonly initialScore: number
  readonly trees: readonly Tree[]
}

/** A sum of trees as a model. */
export interface TreeModel extends FittedModel {
  readonly ensemble: TreeEnsemble
  /** The sum of the trees for each row, before the link: log-odds of a probability, the logarithm of a Tweedie mean. */
  scores(dataset: Dataset): Float64Array
  /** What each feature adds to the score of one row. */
  explain(dataset: Dataset, row: number): Explanation
  /** The same for every row, in a fraction of the time for each. */
  explainAll(dataset: Dataset): Explanations
}

export const treeModelKind = 'histogram-gbdt'

export function treeModel(ensemble: TreeEnsemble): TreeModel {
  const { featureNames, link, initialScore, trees } = ensemble
  const scores = (dataset: Dataset) => {
    const columns = columnsNamed(dataset, featureNames)
    const sums = new Float64Array(dataset.rowCount).fill(initialScore)
    for (const tree of trees) addScores(tree, columns, sums)
    return sums
  }
  // Made when the first row is explained, since most models never explain one.
  let explainer: ReturnType<typeof treeExplainer> | undefined
  const explained = (dataset: Dataset, rows: RowRange) => {
    explainer ??= treeExplainer(ensemble)
    return explainer(columnsNamed(dataset, featureNames), rows)
  }
  return {
    ensemble,
    scores,
    predict: (dataset) => scores(dataset).map((score) => respond(link, score)),
    explain(dataset, row) {
      const { expected, contributions } = explained(dataset, { first: row, count: 1 })
      return { expected, contributions: Float64Array.from(contributions, ([only = 0]) => only) }
    },
    explainAll: (dataset) => explained(dataset, { first: 0, count: dataset.rowCount }),
    toArtifact: () => toArtifact(ensemble),
  }
}

const ensembleArtifact = z
  .strictObject({
    kind: z.literal(treeModelKind),
    version: z.literal(1),
    featureNames: z.array(z.string()).min(1),
    link: z.enum(['logistic', 'log', 'identity']),
    initialScore: z.number(),
    trees: z.array(treeArtifact),
  })
  .refine(
    ({ featureNames, trees }) =>
      trees.every(({ features }) => features.every((feature) => feature < featureNames.length)),
    'a tree splits on a feature that is not there',
  )

function toArtifact({ featureNames, link, initialScore, trees }: TreeEnsemble): JsonObject {
  const artifact: z.infer<typeof ensembleArtifact> = {
    kind: treeModelKind,
    version: 1,
    featureNames: [...featureNames],
    link,
    initialScore,
    trees: trees.map(treeToArtifact),
  }
  return artifact as JsonObject
}

export function readTreeModel(artifact: unknown): Result<TreeModel, FitFailure> {
  const parsed = ensembleArtifact.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { featureNames, link, initialScore, trees } = parsed.data
  return succeed(treeModel({ featureNames, link, initialScore, trees: trees.map(treeOfArtifact) }))
}
