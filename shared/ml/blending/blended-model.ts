import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { Dataset } from '../dataset.ts'
import type { FitFailure, FittedModel } from '../estimator.ts'
import type { Explanation } from '../explanation.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import { logisticRegression } from '../linear/logistic-regression.ts'
import { readTreeModel } from '../trees/tree-ensemble.ts'
import { type ScoreStack, scoreStack } from './stack-scores.ts'

export const blendedKind = 'blended-classifier'

/** A model of log-odds that can say why. */
export interface BlendMember extends FittedModel {
  scores(dataset: Dataset): Float64Array
  explain(dataset: Dataset, row: number): Explanation
}

export interface BlendedModel extends FittedModel {
  readonly featureNames: readonly string[]
  /** Log-odds of each row. */
  scores(dataset: Dataset): Float64Array
  /** What each feature adds to the log-odds of a row. */
  explain(dataset: Dataset, row: number): Explanation
}

/** The weighted sum of members' log-odds as a model. */
export function blendedModel(
  featureNames: readonly string[],
  members: readonly BlendMember[],
  stack: ScoreStack,
): BlendedModel {
  const weighted = members.map((member, index) => ({ member, weight: stack.weights[index] as number }))
  const scores = (dataset: Dataset) => {
    const sums = new Float64Array(dataset.rowCount).fill(stack.intercept)
    for (const { member, weight } of weighted) {
      for (const [row, score] of member.scores(dataset).entries())
        sums[row] = (sums[row] as number) + weight * score
    }
    return sums
  }
  return {
    featureNames,
    scores,
    predict: (dataset) => scores(dataset).map((score) => 1 / (1 + Math.exp(-score))),
    explain(dataset, row) {
      const contributions = new Float64Array(featureNames.length)
      let expected = stack.intercept
      for (const { member, weight } of weighted) {
        const explained = member.explain(dataset, row)
        expected += weight * explained.expected
        for (const [feature, each] of explained.contributions.entries()) {
          contributions[feature] = (contributions[feature] as number) + weight * each
        }
      }
      return { expected, contributions }
    },
    toArtifact: () => ({
      kind: blendedKind,
      version: 1,
      featureNames: [...featureNames],
      stack: structuredClone(stack),
      members: members.map((member) => member.toArtifact()),
    }),
  }
}

const blendArtifact = z.strictObject({
  kind: z.literal(blendedKind),
  version: z.literal(1),
  featureNames: z.array(z.string()).min(1),
  stack: scoreStack,
  members: z.array(z.looseObject({ kind: z.string(), featureNames: z.array(z.string()) })).min(1),
})

export function readBlendedModel(artifact: unknown): Result<BlendedModel, FitFailure> {
  const parsed = blendArtifact.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { featureNames, stack, members } = parsed.data
  if (stack.weights.length !== members.length) return unreadableArtifact('a member has no weight')
  const read: BlendMember[] = []
  for (const member of members) {
    if (member.featureNames.join('\n') !== featureNames.join('\n')) {
      return unreadableArtifact('a member is of other features than the blend')
    }
    const outcome = (member.kind === logisticRegression.kind ? logisticRegression.read : readTreeModel)(
      member,
    )
    if (!outcome.ok) return outcome
    read.push(outcome.value)
  }
  return succeed(blendedModel(featureNames, read, stack))
}
