import * as z from 'zod'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset } from '../dataset.ts'

export const standardScalerSchema = z.object({
  featureNames: z.array(z.string()).min(1).readonly(),
  means: z.array(z.number()).readonly(),
  /** Population standard deviations; 0 for a feature that is the same everywhere, which then says nothing. */
  deviations: z.array(z.number().nonnegative()).readonly(),
})
/** How features are brought to one scale: less the mean, by the standard deviation. */
export type StandardScaler = z.infer<typeof standardScalerSchema>

/** Means and deviations of each feature, missing values left out. */
export function fitStandardScaler(dataset: Dataset): StandardScaler {
  const moments = dataset.columns.map((column) => {
    const known = column.filter((value) => !Number.isNaN(value))
    if (known.length === 0) return { mean: 0, deviation: 0 }
    const mean = known.reduce((sum, value) => sum + value / known.length, 0)
    const variance = known.reduce((sum, value) => sum + (value - mean) ** 2 / known.length, 0)
    const deviation = Math.sqrt(variance)
    // What is left of a constant by rounding is no deviation.
    return { mean, deviation: deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : 0 }
  })
  return {
    featureNames: [...dataset.featureNames],
    means: moments.map(({ mean }) => mean),
    deviations: moments.map(({ deviation }) => deviation),
  }
}

/** The columns in standard deviations from the mean; a missing value stands at the mean, 0. */
export function standardise(scaler: StandardScaler, dataset: Dataset): Float64Array[] {
  return columnsNamed(dataset, scaler.featureNames).map((column, feature) => {
    const mean = scaler.means[feature] ?? 0
    const deviation = scaler.deviations[feature] ?? 0
    return column.map((value) => (deviation > 0 && Number.isFinite(value) ? (value - mean) / deviation : 0))
  })
}
