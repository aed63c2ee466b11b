import type { ModelCurve } from '../../contracts/models.ts'
import { averagePrecision } from '../../ml/metrics/average-precision.ts'
import { accuracy, confusionAt, f1, precision, recall } from '../../ml/metrics/confusion.ts'
import { calibrationCurve, gainCurve, rocCurve } from '../../ml/metrics/curves.ts'
import { brierScore, logLoss } from '../../ml/metrics/probability-losses.ts'
import { rocAuc } from '../../ml/metrics/roc-auc.ts'

/** Who is said to leave, when a yes or no is wanted. */
const threshold = 0.5

/** How good churn probabilities are; labels are 1 for customers who stayed away. Figures that cannot be computed are left out. */
export function churnMetrics(probabilities: Float64Array, labels: Float64Array): Record<string, number> {
  const confusion = confusionAt(probabilities, labels, threshold)
  const figures: Record<string, number | null> = {
    rocAuc: rocAuc(probabilities, labels),
    averagePrecision: averagePrecision(probabilities, labels),
    accuracy: accuracy(confusion),
    precision: precision(confusion),
    recall: recall(confusion),
    f1: f1(confusion),
    brier: brierScore(probabilities, labels),
    logLoss: logLoss(probabilities, labels),
    churnRate: labels.length === 0 ? null : labels.reduce((sum, label) => sum + label, 0) / labels.length,
  }
  const known = Object.entries(figures).filter(
    (entry): entry is [string, number] => entry[1] !== null && Number.isFinite(entry[1]),
  )
  return Object.fromEntries(known)
}

export function churnCurves(probabilities: Float64Array, labels: Float64Array): ModelCurve[] {
  const gain = gainCurve(probabilities, labels)
  return [
    {
      name: 'roc',
      points: rocCurve(probabilities, labels).map(({ falsePositiveRate, truePositiveRate }) => ({
        x: falsePositiveRate,
        y: truePositiveRate,
      })),
    },
    {
      name: 'calibration',
      points: calibrationCurve(probabilities, labels).map(({ predictedMean, actualMean }) => ({
        x: predictedMean,
        y: actualMean,
      })),
    },
    { name: 'gain', points: gain.map(({ rowRate, gainRate }) => ({ x: rowRate, y: gainRate })) },
    { name: 'lift', points: gain.map(({ rowRate, lift }) => ({ x: rowRate, y: lift })) },
  ]
}
