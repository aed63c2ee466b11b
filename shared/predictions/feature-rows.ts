import { readActivity } from '../features/activity.ts'
import { computeFeatures } from '../features/compute-features.ts'
import type { FeatureVector } from '../features/feature-definition.ts'
import type { LearningContext, LearningExample } from './trainable.ts'

/** A customer's features at the moment of the run. */
export function featuresOf(
  { purchases, activity }: LearningExample,
  context: LearningContext,
): FeatureVector {
  const { asOfMs, timeZone } = context
  return computeFeatures({ purchases, activity: readActivity(activity), asOfMs, timeZone })
}

/** The named features of somebody who has bought as one row, NaN for what there is nothing to compute from; no row before that. */
export function featureRows(
  example: LearningExample,
  context: LearningContext,
  names: readonly string[],
): Float64Array[] {
  const features = featuresOf(example, context)
  if (!((features.orderCount ?? 0) > 0)) return []
  return [Float64Array.from(names, (name) => features[name] ?? Number.NaN)]
}

/** The rows that `featureRows` wrote, as features by name. */
export function readFeatureRows(
  numbers: Float64Array,
  names: readonly string[],
): { readonly features: FeatureVector }[] {
  return Array.from({ length: numbers.length / names.length }, (_, row) => ({
    features: Object.fromEntries(
      names.map((name, index) => {
        const value = numbers[row * names.length + index] ?? Number.NaN
        return [name, Number.isNaN(value) ? null : value]
      }),
    ),
  }))
}
