import type { FeatureDefinition, FeatureGroup } from '../feature-definition.ts'
import type { FeatureFacts } from '../feature-facts.ts'

/** A line of the catalogue with what computes it. */
export interface Feature extends FeatureDefinition {
  readonly compute: (facts: FeatureFacts) => number | null
}

/** The features of one group. */
export function inGroup(group: FeatureGroup, features: readonly Omit<Feature, 'group'>[]): Feature[] {
  return features.map((feature) => ({ ...feature, group }))
}

/** The windows that end at the moment features are of, in days. */
export const windowsDays = [7, 30, 90, 365] as const
