import { sumOver, tiedGroups } from './tied-groups.ts'

/**
 * Precision at every score that occurs, weighted by the recall won there (no interpolation; as scikit-learn's
 * `average_precision_score`). 0 to 1; null without a row of label 1.
 */
export function averagePrecision(scores: Float64Array, labels: Float64Array): number | null {
  let [found, seen, sum] = [0, 0, 0]
  for (const { rows } of tiedGroups(scores)) {
    const foundHere = sumOver(labels, rows)
    found += foundHere
    seen += rows.length
    sum += foundHere * (found / seen)
  }
  return found > 0 ? sum / found : null
}
