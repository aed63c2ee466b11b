import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { solvePositiveDefinite } from '../../linear-algebra/solve-positive-definite.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData, notEnoughData } from '../fit-failures.ts'

/** Probability = 1 / (1 + e^-(slope x score + intercept)). */
export const plattCurve = z.strictObject({
  kind: z.literal('platt'),
  slope: z.number(),
  intercept: z.number(),
})

export type PlattCurve = z.infer<typeof plattCurve>

const mostSteps = 100

/**
 * The sigmoid from scores to probabilities by maximum likelihood, with targets drawn a little from 0 and 1 so that it stays
 * finite (Platt 1999; by Newton's method: Lin, Lin, Weng 2007). Both labels must occur.
 */
export function fitPlatt(scores: Float64Array, labels: Float64Array): Result<PlattCurve, FitFailure> {
  if (!scores.every(Number.isFinite)) return invalidData('a score is no number')
  const positiveCount = labels.reduce((sum, label) => sum + label, 0)
  const negativeCount = labels.length - positiveCount
  if (positiveCount === 0 || negativeCount === 0)
    return notEnoughData('a calibration needs rows of both labels')
  const targets = [1 / (negativeCount + 2), (positiveCount + 1) / (positiveCount + 2)] as const
  let at: Line = [0, Math.log((positiveCount + 1) / (negativeCount + 1))]
  let current = measure(scores, labels, targets, at)
  for (let step = 0; step < mostSteps; step++) {
    const direction = solvePositiveDefinite(current.curvature, current.gradient)
    if (direction === null) break
    const [slopeStep = 0, interceptStep = 0] = direction
    let length = 1
    let next: Line = at
    let measured = current
    for (; length > 1e-10; length /= 2) {
      next = [at[0] - length * slopeStep, at[1] - length * interceptStep]
      measured = measure(scores, labels, targets, next)
      if (measured.loss < current.loss) break
    }
    if (!(measured.loss < current.loss)) break
    at = next
    current = measured
  }
  return succeed({ kind: 'platt', slope: at[0], intercept: at[1] })
}

type Line = readonly [slope: number, intercept: number]

function measure(
  scores: Float64Array,
  labels: Float64Array,
  targets: readonly [number, number],
  [slope, intercept]: Line,
) {
  let loss = 0
  const gradient = new Float64Array(2)
  // Scores that are all alike leave the slope open; this little keeps it at zero.
  const curvature = Float64Array.of(1e-12, 0, 0, 1e-12)
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number
    const target = labels[row] === 1 ? targets[1] : targets[0]
    const logOdds = slope * score + intercept
    const probability = 1 / (1 + Math.exp(-logOdds))
    loss += Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - target * logOdds
    const off = probability - target
    const bend = probability * (1 - probability)
    gradient[0] = (gradient[0] as number) + off * score
    gradient[1] = (gradient[1] as number) + off
    curvature[0] = (curvature[0] as number) + bend * score * score
    curvature[2] = (curvature[2] as number) + bend * score
    curvature[3] = (curvature[3] as number) + bend
  }
  return { loss, gradient, curvature }
}

/** The probability at a score. */
export function plattValue({ slope, intercept }: PlattCurve, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + intercept)))
}
