import * as z from 'zod'
import type { LabelledDataset } from '../dataset.ts'

/**
 * One column of the design of a linear model, made of one feature: a number less its mean in standard deviations (0 where it is
 * missing, which is the mean); whether it is missing; whether it is a category.
 */
export const designTerm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    feature: z.int().min(0),
    mean: z.number(),
    deviation: z.number().gt(0),
  }),
  z.strictObject({ kind: z.literal('missing'), feature: z.int().min(0), rate: z.number() }),
  z.strictObject({
    kind: z.literal('category'),
    feature: z.int().min(0),
    code: z.number(),
    rate: z.number(),
  }),
])

export type DesignTerm = z.infer<typeof designTerm>

/**
 * The terms of a dataset: a number gives one, one more where it is sometimes missing; categories give one each but the most
 * frequent, which the others are compared with (missing is one of them). Features that never change give none.
 */
export function designTerms(dataset: LabelledDataset): DesignTerm[] {
  return dataset.columns.flatMap((column, feature) =>
    dataset.categorical?.has(dataset.featureNames[feature] as string)
      ? categoryTerms(column, feature)
      : numberTerms(column, dataset.weights, feature),
  )
}

function numberTerms(column: Float64Array, weights: Float64Array | undefined, feature: number): DesignTerm[] {
  let [weightSum, sum, missingCount] = [0, 0, 0]
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number
    if (Number.isNaN(value)) {
      missingCount++
      continue
    }
    const weight = weights?.[row] ?? 1
    weightSum += weight
    sum += weight * value
  }
  const terms: DesignTerm[] = []
  const mean = sum / weightSum
  let squares = 0
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number
    if (!Number.isNaN(value)) squares += (weights?.[row] ?? 1) * (value - mean) ** 2
  }
  const deviation = Math.sqrt(squares / weightSum)
  // A deviation that is only the rounding of the mean is none.
  if (deviation > 1e-12 * Math.abs(mean)) terms.push({ kind: 'number', feature, mean, deviation })
  if (missingCount > 0 && missingCount < column.length) {
    terms.push({ kind: 'missing', feature, rate: missingCount / column.length })
  }
  return terms
}

/** A missing category, as a code that JSON can say. */
export const missingCode = -1

function categoryTerms(column: Float64Array, feature: number): DesignTerm[] {
  const counts = new Map<number, number>()
  for (const value of column) {
    const code = Number.isNaN(value) ? missingCode : value
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const [, ...others] = [...counts].sort(([codeA, a], [codeB, b]) => b - a || codeA - codeB)
  return others.map(([code, count]) => ({ kind: 'category', feature, code, rate: count / column.length }))
}

/** The value of a term in a row. */
export function termValue(term: DesignTerm, columns: readonly Float64Array[], row: number): number {
  const value = (columns[term.feature] as Float64Array)[row] as number
  const isMissing = Number.isNaN(value)
  if (term.kind === 'number') return isMissing ? 0 : (value - term.mean) / term.deviation
  if (term.kind === 'missing') return isMissing ? 1 : 0
  return (isMissing ? missingCode : value) === term.code ? 1 : 0
}

/** The mean of a term over the rows it was made from. */
export function meanTerm(term: DesignTerm): number {
  return term.kind === 'number' ? 0 : term.rate
}
