import type { FeatureVector } from '../features/feature-definition.ts'
import type { Dataset } from '../ml/dataset.ts'

/** The named features of many customers as a dataset; what a customer has not is missing (NaN). */
export function datasetOfFeatures(
  customers: readonly { readonly features: FeatureVector }[],
  featureNames: readonly string[],
): Dataset {
  const columns = featureNames.map((name) =>
    Float64Array.from(customers, ({ features }) => {
      const value = features[name]
      return value === null || value === undefined || !Number.isFinite(value) ? Number.NaN : value
    }),
  )
  return { rowCount: customers.length, featureNames, columns }
}
