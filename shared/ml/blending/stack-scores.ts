import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { notEnoughData } from '../fit-failures.ts'
import type { DesignTerm } from '../linear/design-terms.ts'
import { fitByNewton } from '../linear/newton.ts'

/** Log-odds = intercept + weights x scores; no weight is below zero. */
export const scoreStack = z.strictObject({ intercept: z.number(), weights: z.array(z.number().min(0)) })

export type ScoreStack = z.infer<typeof scoreStack>

/** A score of less weight is left out: what it adds is not worth computing it. */
const leastWeight = 0.05

/** Keeps the weights of scores that say almost the same from running apart. */
const l2 = 1

/**
 * The weighted sum of several models' scores with the least log-loss on rows that none of them has seen (stacked generalisation:
 * Wolpert 1992; weights at least zero: Breiman 1996). It calibrates at the same time: with one score it is Platt's sigmoid.
 * Scores of negative or negligible weight are dropped one at a time, the least first.
 *
 * @param scores log-odds, one array a model
 */
export function stackScores(
  scores: readonly Float64Array[],
  labels: Float64Array,
  weights?: Float64Array,
): Result<ScoreStack, FitFailure> {
  let kept = [...scores.keys()]
  for (;;) {
    const terms = kept.map(
      (_, index): DesignTerm => ({ kind: 'number', feature: index, mean: 0, deviation: 1 }),
    )
    const rows = {
      rowCount: labels.length,
      featureNames: kept.map(String),
      columns: kept.map((model) => scores[model] as Float64Array),
      labels,
      ...(weights !== undefined && { weights }),
    }
    const coefficients = fitByNewton(rows, terms, l2)
    if (coefficients === null) return notEnoughData('the scores cannot be weighed against each other')
    const [intercept = 0, ...slopes] = coefficients
    const least = Math.min(...slopes)
    if (least < leastWeight && kept.length > 1) {
      kept = kept.filter((_, index) => slopes[index] !== least)
      continue
    }
    const weightOf = (model: number) => Math.max(0, slopes[kept.indexOf(model)] ?? 0)
    return succeed({ intercept, weights: [...scores.keys()].map(weightOf) })
  }
}
