import { sumOver, tiedGroups } from './tied-groups.ts'

export interface Decile {
  /** 1 has the highest predictions. */
  readonly decile: number
  readonly rowCount: number
  readonly predictedMean: number
  readonly actualMean: number
  /** Share of the sum of all actual values; null when that is zero. */
  readonly actualRate: number | null
  /** Predicted over actual mean: 1 is right, 2 is twice too much. Null when nothing happened. */
  readonly calibrationRatio: number | null
}

/**
 * Rows by prediction in ten groups whose sizes differ by one at most. Rows of tied predictions that fall into two groups bring
 * each their mean. Fewer than ten rows: as many groups as rows.
 */
export function decileTable(predicted: Float64Array, actual: Float64Array): Decile[] {
  const rowCount = predicted.length
  const shared = shareTies(predicted, actual)
  const total = actual.reduce((sum, value) => sum + value, 0)
  const groups = Math.min(10, rowCount)
  return Array.from({ length: groups }, (_, group) => {
    const rows = shared.slice(
      Math.round((group * rowCount) / groups),
      Math.round(((group + 1) * rowCount) / groups),
    )
    const predictedMean = rows.reduce((sum, row) => sum + row.predicted, 0) / rows.length
    const actualSum = rows.reduce((sum, row) => sum + row.actual, 0)
    return {
      decile: group + 1,
      rowCount: rows.length,
      predictedMean,
      actualMean: actualSum / rows.length,
      actualRate: total === 0 ? null : actualSum / total,
      calibrationRatio: actualSum === 0 ? null : (predictedMean * rows.length) / actualSum,
    }
  })
}

function shareTies(predicted: Float64Array, actual: Float64Array) {
  return tiedGroups(predicted).flatMap(({ score, rows }) => {
    const mean = sumOver(actual, rows) / rows.length
    return Array.from(rows, () => ({ predicted: score, actual: mean }))
  })
}
