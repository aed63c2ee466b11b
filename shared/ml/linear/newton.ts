import { solvePositiveDefinite } from '../../linear-algebra/solve-positive-definite.ts'
import type { LabelledDataset } from '../dataset.ts'
import { type DesignTerm, termValue } from './design-terms.ts'

/** The intercept and one coefficient a term, in that order. */
export type Coefficients = Float64Array

const mostSteps = 50

/** The gradient of the mean penalised loss is zero when no part of it is larger than this. */
const zeroGradient = 1e-9

/** A mean loss as small as this means that nothing is left to tell apart, and coefficients grow without end. */
const partedLoss = 1e-6

/**
 * The coefficients of least penalised negative log-likelihood, sum of losses + l2 / 2 x squared coefficients (the intercept's apart),
 * by Newton's method (iteratively reweighted least squares: McCullagh, Nelder 1989, section 2.5; halved steps where
 * a whole one overshoots). Null when there are none: without penalty, terms that depend on each other or classes that
 * a plane parts.
 */
export function fitByNewton(
  dataset: LabelledDataset,
  terms: readonly DesignTerm[],
  l2: number,
): Coefficients | null {
  const coefficients = new Float64Array(terms.length + 1)
  const weightSum = dataset.weights?.reduce((sum, weight) => sum + weight, 0) ?? dataset.rowCount
  let current = measure(dataset, terms, coefficients, l2)
  for (let step = 0; step < mostSteps; step++) {
    if (l2 === 0 && current.loss < partedLoss * weightSum) return null
    if (current.gradient.every((part) => Math.abs(part) <= zeroGradient * weightSum)) return coefficients
    const direction = solvePositiveDefinite(current.curvature, current.gradient)
    if (direction === null) return null
    let length = 1
    for (;;) {
      const next = coefficients.map((value, index) => value - length * (direction[index] as number))
      const measured = measure(dataset, terms, next, l2)
      // At the bottom the loss is flat up to rounding, and a whole step is as good.
      if (measured.loss <= current.loss + 1e-12 * Math.abs(current.loss)) {
        coefficients.set(next)
        current = measured
        break
      }
      length /= 2
      if (length < 1e-6) return null
    }
  }
  return null
}

interface Measured {
  readonly loss: number
  readonly gradient: Float64Array
  /** Second derivatives, row after row; only on and below the diagonal. */
  readonly curvature: Float64Array
}

/** The penalised loss and its derivatives, summed up row by row so that the design is never held as a whole. */
function measure(
  { columns, labels, weights, rowCount }: LabelledDataset,
  terms: readonly DesignTerm[],
  coefficients: Coefficients,
  l2: number,
): Measured {
  const size = coefficients.length
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  const values = new Float64Array(size).fill(1)
  let loss = 0
  for (let row = 0; row < rowCount; row++) {
    let score = coefficients[0] as number
    for (let index = 1; index < size; index++) {
      values[index] = termValue(terms[index - 1] as DesignTerm, columns, row)
      score += (values[index] as number) * (coefficients[index] as number)
    }
    const weight = weights?.[row] ?? 1
    const probability = 1 / (1 + Math.exp(-score))
    const margin = labels[row] === 1 ? score : -score
    loss += weight * (Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))))
    const slope = weight * (probability - (labels[row] as number))
    const bend = weight * probability * (1 - probability)
    for (let index = 0; index < size; index++) {
      const value = values[index] as number
      if (value === 0) continue
      gradient[index] = (gradient[index] as number) + slope * value
      for (let other = 0; other <= index; other++) {
        const at = index * size + other
        curvature[at] = (curvature[at] as number) + bend * value * (values[other] as number)
      }
    }
  }
  for (let index = 1; index < size; index++) {
    const coefficient = coefficients[index] as number
    loss += (l2 / 2) * coefficient ** 2
    gradient[index] = (gradient[index] as number) + l2 * coefficient
    curvature[index * size + index] = (curvature[index * size + index] as number) + l2
  }
  return { loss, gradient, curvature }
}
