/** Rows by what was said of them and what is so. */
export interface Confusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** Counts rows; one is said to be positive when its score is at least the threshold. */
export function confusionAt(scores: Float64Array, labels: Float64Array, threshold: number): Confusion {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0]
  for (let row = 0; row < scores.length; row++) {
    const isPositive = labels[row] === 1
    if ((scores[row] as number) >= threshold) isPositive ? truePositives++ : falsePositives++
    else isPositive ? falseNegatives++ : trueNegatives++
  }
  return { truePositives, falsePositives, trueNegatives, falseNegatives }
}

/** Share of rows that are right; null without rows. */
export function accuracy(confusion: Confusion): number | null {
  const { truePositives, trueNegatives, falsePositives, falseNegatives } = confusion
  return ratio(truePositives + trueNegatives, truePositives + trueNegatives + falsePositives + falseNegatives)
}

/** Share of those said to be positive that are; null when none was. */
export function precision({ truePositives, falsePositives }: Confusion): number | null {
  return ratio(truePositives, truePositives + falsePositives)
}

/** Share of the positive that were said to be; null when there is none. */
export function recall({ truePositives, falseNegatives }: Confusion): number | null {
  return ratio(truePositives, truePositives + falseNegatives)
}

/** Harmonic mean of precision and recall; null when nothing is positive or was said to be. */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number | null {
  return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
