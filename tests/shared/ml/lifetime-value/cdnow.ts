import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dataset } from '#shared/ml/dataset.ts'
import { publicDataFolder } from '#tests/bench/models/public-data.ts'

const folder = publicDataFolder('cdnow')
export const isCdnowThere = folder !== undefined

/** Columns of one of the summaries of the 1/10 sample of Fader and Hardie, times in weeks. */
export function cdnowSummary(file: string, columnNumbers: Readonly<Record<string, number>>): Dataset {
  const rows = readFileSync(join(folder ?? '', file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
  return {
    rowCount: rows.length,
    featureNames: Object.keys(columnNumbers),
    columns: Object.values(columnNumbers).map((column) =>
      Float64Array.from(rows, (row) => row[column] as number),
    ),
  }
}
