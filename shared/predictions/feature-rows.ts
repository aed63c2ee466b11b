import { readActivity } from '../features/activity.ts'
import { computeFeatures } from '../features/compute-features.ts'
import type { FeatureVector } from '../features/feature-definition.ts'
import type { LearningContext, LearningExample } from './trainable.ts'

const known = new WeakMap<LearningExample, { readonly features: FeatureVector } & Moment>()
type Moment = Pick<LearningContext, 'asOfMs' | 'timeZone'>

/** A customer's features at the moment of the run; computed once for all models that ask for them. */
export function featuresOf(example: LearningExample, context: LearningContext): FeatureVector {
  const { purchases, activity } = example
  const { asOfMs, timeZone } = context
  const before = known.get(example)
  if (before?.asOfMs === asOfMs && before.timeZone === timeZone) return before.features
  const features = computeFeatures({ purchases, activity: readActivity(activity), asOfMs, timeZone })
  known.set(example, { features, asOfMs, timeZone })
  return features
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
