/** Mean squared difference of probability and label (Brier 1950): 0 is best, .25 is what 0.5 for all gets. NaN without rows. */
export function brierScore(probabilities: Float64Array, labels: Float64Array): number {
  return meanOf(probabilities, labels, (probability, label) => (probability - label) ** 2)
}

/** A probability is taken for at least this and at most one less this, so that one bold mistake is not infinite. */
const boldest = 1e-15

/** Mean negative logarithm of the probability given to what happened, in nats. NaN without rows. */
export function logLoss(probabilities: Float64Array, labels: Float64Array): number {
  return meanOf(probabilities, labels, (probability, label) => {
    const given = label === 1 ? probability : 1 - probability
    return -Math.log(Math.min(Math.max(given, boldest), 1 - boldest))
  })
}

function meanOf(
  probabilities: Float64Array,
  labels: Float64Array,
  loss: (probability: number, label: number) => number,
): number {
  let sum = 0
  for (let row = 0; row < labels.length; row++) {
    sum += loss(probabilities[row] as number, labels[row] as number)
  }
  return sum / labels.length
}
