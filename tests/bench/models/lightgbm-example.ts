import type { LabelledDataset } from '#shared/ml/dataset.ts'
import { gzippedLines } from './public-data.ts'

/** One of LightGBM's example files: the label and 28 numbers a line. */
export function readLightgbmExample(folder: string, file: string): LabelledDataset {
  const rows = gzippedLines(folder, file).map((line) => line.split('\t').map(Number))
  const column = (index: number) => Float64Array.from(rows, (row) => row[index] ?? Number.NaN)
  const featureNames = Array.from(
    { length: (rows[0]?.length ?? 1) - 1 },
    (_, index) => `feature ${index + 1}`,
  )
  return {
    rowCount: rows.length,
    featureNames,
    columns: featureNames.map((_, index) => column(index + 1)),
    labels: column(0),
  }
}
