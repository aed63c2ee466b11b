import * as z from 'zod'
import type { Dataset } from '../ml/dataset.ts'

/** How values were spread when a model was trained: the inner borders of its bins, and the share of values in each bin. */
const spreadSchema = z.object({
  /** Ascending; a value equal to a border is above it. One bin more than borders. */
  borders: z.array(z.number()),
  /** Of the bins; the last one is of missing values. They sum to 1. */
  shareRates: z.array(z.number().min(0).max(1)),
})
export type Spread = z.infer<typeof spreadSchema>

/** What drift is measured against: kept with the model. */
export const driftReferenceSchema = z.object({
  score: spreadSchema.nullable(),
  features: z.record(z.string(), spreadSchema),
})
export type DriftReference = z.infer<typeof driftReferenceSchema>

/** Values counted by the bins of a reference, to be added up page by page. */
export interface DriftCounts {
  score: number[]
  features: Record<string, number[]>
}

const binCount = 10
/** An empty bin counts as this share: the index divides by it. */
const leastShareRate = 1e-4

/** The spread of values over at most ten bins of about equal share. Missing values (null, NaN) have a bin of their own. */
export function measureSpread(values: Iterable<number | null>): Spread {
  const all = [...values]
  const present = Float64Array.from(all.filter(isPresent)).sort()
  const borders: number[] = []
  for (let bin = 1; bin < binCount && present.length > 0; bin += 1) {
    const border = present[Math.floor((bin * present.length) / binCount)] ?? 0
    if (border > (borders.at(-1) ?? present[0] ?? 0)) borders.push(border)
  }
  return { borders, shareRates: shareRates(countBins(borders, all)) }
}

/** The reference of a model: by feature of the rows it was trained on, and for its scores of them (null: it gives none). */
export function measureReference(
  { featureNames, columns }: Pick<Dataset, 'featureNames' | 'columns'>,
  scores: Iterable<number | null> | null,
): DriftReference {
  return {
    score: scores === null ? null : measureSpread(scores),
    features: Object.fromEntries(
      featureNames.map((name, index) => [name, measureSpread(columns[index] ?? [])]),
    ),
  }
}

export function noDriftCounts(reference: DriftReference): DriftCounts {
  const zeros = ({ borders }: Spread) => new Array<number>(borders.length + 2).fill(0)
  return {
    score: reference.score === null ? [] : zeros(reference.score),
    features: Object.fromEntries(
      Object.entries(reference.features).map(([name, spread]) => [name, zeros(spread)]),
    ),
  }
}

/** Counts one customer more; `counts` is changed. */
export function countDrift(
  counts: DriftCounts,
  reference: DriftReference,
  score: number | null,
  features: Readonly<Record<string, number | null>>,
): void {
  if (reference.score !== null) addOne(counts.score, binOf(reference.score.borders, score))
  for (const [name, { borders }] of Object.entries(reference.features)) {
    const ofFeature = counts.features[name]
    if (ofFeature !== undefined) addOne(ofFeature, binOf(borders, features[name] ?? null))
  }
}

/** The index of the scores and of each feature, largest first; null where nothing was counted. */
export function driftOf(
  reference: DriftReference,
  counts: DriftCounts,
): { scorePsi: number | null; features: { feature: string; psi: number }[] } {
  return {
    scorePsi: reference.score === null ? null : stabilityIndex(reference.score.shareRates, counts.score),
    features: Object.entries(reference.features)
      .flatMap(([feature, { shareRates: expected }]) => {
        const psi = stabilityIndex(expected, counts.features[feature] ?? [])
        return psi === null ? [] : [{ feature, psi }]
      })
      .sort((left, right) => right.psi - left.psi),
  }
}

/**
 * The population stability index, sum of (actual - expected) * ln(actual / expected) over the bins (Siddiqi, Credit Risk
 * Scorecards, 2006): below 0.1 nothing changed, above 0.2 it is worth a look. Null when nothing was counted.
 */
export function stabilityIndex(
  expectedRates: readonly number[],
  actualCounts: readonly number[],
): number | null {
  if (actualCounts.every((count) => count === 0)) return null
  const actualRates = shareRates(actualCounts)
  return expectedRates.reduce((sum, rate, bin) => {
    const expected = Math.max(rate, leastShareRate)
    const actual = Math.max(actualRates[bin] ?? 0, leastShareRate)
    return sum + (actual - expected) * Math.log(actual / expected)
  }, 0)
}

function isPresent(value: number | null): value is number {
  return value !== null && !Number.isNaN(value)
}

/** The last bin is that of missing values. */
function binOf(borders: readonly number[], value: number | null): number {
  if (!isPresent(value)) return borders.length + 1
  let bin = 0
  while (bin < borders.length && value >= (borders[bin] ?? 0)) bin += 1
  return bin
}

function countBins(borders: readonly number[], values: readonly (number | null)[]): number[] {
  const counts = new Array<number>(borders.length + 2).fill(0)
  for (const value of values) addOne(counts, binOf(borders, value))
  return counts
}

function addOne(counts: number[], bin: number): void {
  counts[bin] = (counts[bin] ?? 0) + 1
}

function shareRates(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (total === 0 ? 0 : count / total))
}
