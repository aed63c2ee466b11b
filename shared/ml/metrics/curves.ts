import { sumOver, tiedGroups } from './tied-groups.ts'

/** A curve that is drawn has no more points than this. */
export const mostPoints = 100

export interface RocPoint {
  /** Rows of at least this score are said to be positive; null: none are. */
  readonly threshold: number | null
  readonly falsePositiveRate: number
  readonly truePositiveRate: number
}

/** The ROC curve from (0, 0) to (1, 1), at most `mostPoints` of its corners. Empty when a class is missing. */
export function rocCurve(scores: Float64Array, labels: Float64Array): RocPoint[] {
  const positiveCount = labels.reduce((sum, label) => sum + label, 0)
  const negativeCount = labels.length - positiveCount
  if (positiveCount === 0 || negativeCount === 0) return []
  let [positives, seen] = [0, 0]
  const points: RocPoint[] = [{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }]
  for (const { score, rows } of tiedGroups(scores)) {
    positives += sumOver(labels, rows)
    seen += rows.length
    points.push({
      threshold: score,
      falsePositiveRate: (seen - positives) / negativeCount,
      truePositiveRate: positives / positiveCount,
    })
  }
  return thin(points)
}

export interface GainPoint {
  /** Share of the rows taken, the highest scores first. */
  readonly rowRate: number
  /** Share of the value (the positives, or a sum of money) that is among them. */
  readonly gainRate: number
  /** How many times as much as in a random choice of as many rows. */
  readonly lift: number
}

/**
 * Gain and lift when the rows of the highest scores are taken, at up to `mostPoints` evenly spaced shares. Of tied rows each
 * brings their mean. Empty when the value sums to zero or less.
 */
export function gainCurve(scores: Float64Array, values: Float64Array): GainPoint[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (total <= 0) return []
  const pointCount = Math.min(mostPoints, values.length)
  const points: GainPoint[] = []
  let [before, reached] = [0, 0]
  for (const { rows } of tiedGroups(scores)) {
    const here = sumOver(values, rows)
    const end = before + rows.length
    while (points.length < pointCount && ((points.length + 1) * values.length) / pointCount <= end) {
      const taken = ((points.length + 1) * values.length) / pointCount
      const gainRate = (reached + (here * (taken - before)) / rows.length) / total
      const rowRate = taken / values.length
      points.push({ rowRate, gainRate, lift: gainRate / rowRate })
    }
    before = end
    reached += here
  }
  return points
}

export interface CalibrationPoint {
  readonly predictedMean: number
  readonly actualMean: number
  readonly rowCount: number
}

/** Mean prediction and mean of what happened, in groups of about equally many rows from low to high; ties stay together. */
export function calibrationCurve(
  predicted: Float64Array,
  actual: Float64Array,
  groupCount = 10,
): CalibrationPoint[] {
  const points: CalibrationPoint[] = []
  let [predictedSum, actualSum, rowCount, seen] = [0, 0, 0, 0]
  const wanted = Math.min(groupCount, mostPoints)
  for (const { score, rows } of tiedGroups(predicted).reverse()) {
    predictedSum += score * rows.length
    actualSum += sumOver(actual, rows)
    rowCount += rows.length
    seen += rows.length
    // The next border between groups that rows seen so far have reached ends this group.
    if (seen * wanted < (points.length + 1) * predicted.length && seen < predicted.length) continue
    points.push({ predictedMean: predictedSum / rowCount, actualMean: actualSum / rowCount, rowCount })
    predictedSum = 0
    actualSum = 0
    rowCount = 0
  }
  return points
}

/** Evenly spaced points of a curve, the first and the last among them. */
function thin<Point>(points: readonly Point[]): Point[] {
  if (points.length <= mostPoints) return [...points]
  return Array.from(
    { length: mostPoints },
    (_, index) => points[Math.round((index * (points.length - 1)) / (mostPoints - 1))] as Point,
  )
}
