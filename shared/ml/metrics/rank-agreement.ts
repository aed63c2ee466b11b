import { sumOver, tiedGroups } from './tied-groups.ts'

/**
 * Spearman's rank correlation (1904), tied values sharing their mean rank: -1 to 1. Null when a side has one value only.
 */
export function spearman(left: Float64Array, right: Float64Array): number | null {
  return correlation(meanRanks(left), meanRanks(right))
}

/** Rank of each value from 1 (the highest), tied values sharing the mean of their ranks. */
export function meanRanks(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length)
  let before = 0
  for (const { rows } of tiedGroups(values)) {
    for (const row of rows) ranks[row] = before + (rows.length + 1) / 2
    before += rows.length
  }
  return ranks
}

/** Pearson's correlation; null when a side does not vary. */
export function correlation(left: Float64Array, right: Float64Array): number | null {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [leftMean, rightMean] = [mean(left), mean(right)]
  let [together, leftSpread, rightSpread] = [0, 0, 0]
  for (let row = 0; row < left.length; row++) {
    const [a, b] = [(left[row] as number) - leftMean, (right[row] as number) - rightMean]
    together += a * b
    leftSpread += a * a
    rightSpread += b * b
  }
  return leftSpread > 0 && rightSpread > 0 ? together / Math.sqrt(leftSpread * rightSpread) : null
}

/**
 * How much of the concentration of a value an order by prediction finds: the Gini coefficient of the actual values in the
 * predicted order over that in their own order. 1 is best, 0 is chance. Tied predictions share their actual values. Null when
 * the actual values are all alike, or sum to zero or less.
 */
export function normalisedGini(predicted: Float64Array, actual: Float64Array): number | null {
  const best = gini(actual, actual)
  const total = actual.reduce((sum, value) => sum + value, 0)
  return total > 0 && best > 0 ? gini(predicted, actual) / best : null
}

/** Mean distance between the share of the value that is reached and the share of rows, going down by score. */
function gini(scores: Float64Array, actual: Float64Array): number {
  const total = actual.reduce((sum, value) => sum + value, 0)
  let [reached, area] = [0, 0]
  for (const { rows } of tiedGroups(scores)) {
    const here = sumOver(actual, rows)
    // Within a tie each row adds the same, so the reached value climbs evenly.
    area += rows.length * reached + (here * (rows.length + 1)) / 2
    reached += here
  }
  return area / total / actual.length - (actual.length + 1) / 2 / actual.length
}
