import type { Objective } from './boosting-options.ts'

/** What the sum of trees is turned into: a probability, the exponential, or itself. */
export type Link = 'logistic' | 'log' | 'identity'

/** The two derivatives of a loss, where its sum is least for a constant, and the loss itself. */
export interface Loss {
  readonly link: Link
  /** The score that a model without trees gives to every row. */
  initialScore(labels: Float64Array, weights: Float64Array | null): number
  /** First and second derivative of the loss by the score of one row of weight 1, written at `row`. */
  derive(score: number, label: number, row: number, gradients: Float64Array, hessians: Float64Array): void
  /** The loss of one row of weight 1. */
  lossOf(score: number, label: number): number
  /** Leaves take this quantile of what is left over, since the second derivative says nothing; null: they do not. */
  readonly leafQuantile: number | null
}

export function lossOf(objective: Objective): Loss {
  switch (objective.kind) {
    case 'logistic':
      return logisticLoss
    case 'squared-error':
      return squaredError
    case 'tweedie':
      return tweedieLoss(objective.variancePower)
    case 'quantile':
      return pinballLoss(objective.quantile)
  }
}

/** The inverse of the link: from a score to what it predicts. */
export function respond(link: Link, score: number): number {
  if (link === 'identity') return score
  return link === 'log' ? Math.exp(Math.min(score, maxLogScore)) : 1 / (1 + Math.exp(-score))
}

/** e^700 is near the largest number there is. */
const maxLogScore = 700

const logisticLoss: Loss = {
  link: 'logistic',
  leafQuantile: null,
  initialScore(labels, weights) {
    const mean = weightedMean(labels, weights)
    return Math.log(mean / (1 - mean))
  },
  derive(score, label, row, gradients, hessians) {
    const probability = 1 / (1 + Math.exp(-score))
    gradients[row] = probability - label
    hessians[row] = probability * (1 - probability)
  },
  lossOf(score, label) {
    // log(1 + e^-m) of the margin, without overflow.
    const margin = label === 1 ? score : -score
    return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin
  },
}

const squaredError: Loss = {
  link: 'identity',
  leafQuantile: null,
  initialScore: weightedMean,
  derive(score, label, row, gradients, hessians) {
    gradients[row] = score - label
    hessians[row] = 1
  },
  lossOf: (score, label) => (score - label) ** 2,
}

/** Tweedie deviance with log link (Jørgensen 1987; as a boosting loss: Yang, Qian, Zou 2018). */
function tweedieLoss(variancePower: number): Loss {
  const [one, two] = [1 - variancePower, 2 - variancePower]
  return {
    link: 'log',
    leafQuantile: null,
    initialScore: (labels, weights) => Math.log(weightedMean(labels, weights)),
    derive(score, label, row, gradients, hessians) {
      const fromLabel = label * Math.exp(one * score)
      const fromMean = Math.exp(two * score)
      gradients[row] = fromMean - fromLabel
      hessians[row] = two * fromMean - one * fromLabel
    },
    lossOf: (score, label) => Math.exp(two * score) / two - (label * Math.exp(one * score)) / one,
  }
}

/** Pinball loss (Koenker, Bassett 1978). */
function pinballLoss(quantile: number): Loss {
  return {
    link: 'identity',
    leafQuantile: quantile,
    initialScore: (labels, weights) => weightedQuantile(labels, weights, quantile),
    derive(score, label, row, gradients, hessians) {
      gradients[row] = score > label ? 1 - quantile : -quantile
      hessians[row] = 1
    },
    lossOf: (score, label) => (score > label ? (1 - quantile) * (score - label) : quantile * (label - score)),
  }
}

function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  let [sum, weightSum] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    const weight = weights === null ? 1 : (weights[row] as number)
    sum += weight * (values[row] as number)
    weightSum += weight
  }
  return sum / weightSum
}

/** The least of the values at or below which at least this share of the weight lies. */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array | null,
  quantile: number,
): number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number))
  const weightOf = (row: number) => (weights === null ? 1 : (weights[row] as number))
  const goal = quantile * order.reduce((sum, row) => sum + weightOf(row), 0)
  let reached = 0
  for (const row of order) {
    reached += weightOf(row)
    if (reached >= goal && weightOf(row) > 0) return values[row] as number
  }
  return values[order.at(-1) ?? 0] as number
}
