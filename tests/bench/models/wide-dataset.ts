import type { RandomSource } from '#shared/kernel/random.ts'
import type { LabelledDataset } from '#shared/ml/dataset.ts'

/** Made-up rows of independent features, and a label of 0 or 1 that hangs on some of them, not linearly, with noise. */
export function wideDataset(random: RandomSource, rowCount: number, featureCount: number): LabelledDataset {
  const columns = Array.from({ length: featureCount }, () => Float64Array.from({ length: rowCount }, random))
  const at = (feature: number, row: number) => columns[feature]?.[row] ?? 0
  const labels = Float64Array.from({ length: rowCount }, (_, row) => {
    const bump = Math.sin(6 * at(0, row)) + (at(1, row) > 0.5 ? at(2, row) : 1 - at(3, row)) + at(4, row) ** 2
    return bump + random() > 1.6 ? 1 : 0
  })
  return { rowCount, featureNames: columns.map((_, feature) => `feature ${feature}`), columns, labels }
}
