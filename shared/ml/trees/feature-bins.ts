import * as z from 'zod'
import { type RandomSource, seededRandom } from '../../kernel/random.ts'
import type { Dataset } from '../dataset.ts'

/**
 * How the values of one feature become bins 1, 2, 3 …; bin 0 is for what is missing. Numbers: bin b holds what is above
 * `thresholds[b - 2]` and at most `thresholds[b - 1]`, the last bin what is above all. Categories: bin b is the code
 * `codes[b - 1]`, and rare or unknown codes are taken for missing.
 */
export const featureBins = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('numbers'), thresholds: z.array(z.number()).max(254) }),
  z.strictObject({ kind: z.literal('categories'), codes: z.array(z.int().min(0)).max(255) }),
])

export type FeatureBins = z.infer<typeof featureBins>

/** Bins of a histogram: 255 ranges or categories, and one for what is missing. */
export const binsPerFeature = 256

/** Codes of categories end here, so that a set of them is a short bit set. */
const maxCategoryCode = 65_535

/** Rows looked at for the thresholds: some 200 for each of 255 bins. */
const sampledRows = 50_000

/** The bins of every feature of a dataset, about equally many rows in each. */
export function makeFeatureBins(dataset: Dataset, binCount: number, seed: number): FeatureBins[] {
  const rows = sampleRows(dataset.rowCount, seededRandom(seed))
  return dataset.columns.map((column, feature) =>
    dataset.categorical?.has(dataset.featureNames[feature] ?? '')
      ? categoryBins(column, binCount)
      : numberBins(column, rows, binCount),
  )
}

function sampleRows(rowCount: number, random: RandomSource): Uint32Array | null {
  if (rowCount <= sampledRows) return null
  const stride = rowCount / sampledRows
  return Uint32Array.from({ length: sampledRows }, (_, index) => Math.floor((index + random()) * stride))
}

function numberBins(column: Float64Array, rows: Uint32Array | null, binCount: number): FeatureBins {
  const values = rows === null ? column.slice() : Float64Array.from(rows, (row) => column[row] ?? Number.NaN)
  // NaN sorts to the end.
  values.sort()
  let presentCount = values.length
  while (presentCount > 0 && Number.isNaN(values[presentCount - 1])) presentCount--
  const present = values.subarray(0, presentCount)
  return { kind: 'numbers', thresholds: cutEvenly(present, binCount) }
}

/** Cuts sorted values into bins of about equal size; a value that fills a bin by itself is not mixed with lower ones. */
function cutEvenly(sorted: Float64Array, binCount: number): number[] {
  const thresholds: number[] = []
  let distinctCount = 0
  for (let at = 0; at < sorted.length; at++) if (sorted[at] !== sorted[at - 1]) distinctCount++
  let [inBin, left, start] = [0, sorted.length, 0]
  while (start < sorted.length && thresholds.length < binCount - 1) {
    const value = sorted[start] as number
    let end = start + 1
    while (end < sorted.length && sorted[end] === value) end++
    const count = end - start
    const isFull = inBin + count / 2 > left / (binCount - thresholds.length)
    if (inBin > 0 && (isFull || distinctCount <= binCount)) {
      thresholds.push(between(sorted[start - 1] as number, value))
      left -= inBin
      inBin = 0
    }
    inBin += count
    start = end
  }
  return thresholds
}

/** A number that `lower` does not exceed and `upper` does. */
function between(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2
  return middle >= lower && middle < upper ? middle : lower
}

function categoryBins(column: Float64Array, binCount: number): FeatureBins {
  const counts = new Map<number, number>()
  for (const code of column) {
    if (isCategoryCode(code)) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const codes = [...counts]
    .sort(([codeA, countA], [codeB, countB]) => countB - countA || codeA - codeB)
    .slice(0, binCount)
    .map(([code]) => code)
  return { kind: 'categories', codes }
}

function isCategoryCode(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= maxCategoryCode
}

/** The bin of each value of a column. */
export function binColumn(column: Float64Array, bins: FeatureBins): Uint8Array {
  return bins.kind === 'numbers'
    ? binNumbers(column, Float64Array.from(bins.thresholds))
    : binCategories(column, bins.codes)
}

function binNumbers(column: Float64Array, thresholds: Float64Array): Uint8Array {
  const binned = new Uint8Array(column.length)
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number
    if (Number.isNaN(value)) continue
    let [low, high] = [0, thresholds.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (value <= (thresholds[middle] as number)) high = middle
      else low = middle + 1
    }
    binned[row] = low + 1
  }
  return binned
}

function binCategories(column: Float64Array, codes: readonly number[]): Uint8Array {
  const bins = new Map(codes.map((code, index) => [code, index + 1]))
  return Uint8Array.from(column, (code) => bins.get(code) ?? 0)
}
