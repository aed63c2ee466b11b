import type { CustomerFeaturesView, FeatureDefinitionView } from '#shared/contracts/features.ts'

/** The features of one group, in the order of the catalogue. */
export interface FeatureGroup {
  readonly group: FeatureDefinitionView['group']
  readonly known: readonly { readonly definition: FeatureDefinitionView; readonly value: number }[]
  /** Those there is nothing yet to compute from. */
  readonly unknown: readonly FeatureDefinitionView[]
}

/** A customer's features by the groups of the catalogue; a group without any is left out. */
export function groupFeatures(
  features: CustomerFeaturesView['features'],
  catalogue: readonly FeatureDefinitionView[],
): FeatureGroup[] {
  const values = new Map(features.map(({ name, value }) => [name, value]))
  return [...new Set(catalogue.map(({ group }) => group))].map((group) => {
    const ofGroup = catalogue.filter((definition) => definition.group === group)
    return {
      group,
      known: ofGroup.flatMap((definition) => {
        const value = values.get(definition.name)
        return value === null || value === undefined ? [] : [{ definition, value }]
      }),
      unknown: ofGroup.filter(({ name }) => (values.get(name) ?? null) === null),
    }
  })
}
