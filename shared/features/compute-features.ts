import { featureCatalogue } from './feature-catalogue.ts'
import type { FeatureVector } from './feature-definition.ts'
import { type FeatureInput, gatherFacts } from './feature-facts.ts'

/**
 * The features of a customer at a moment, by the names of the catalogue and in its order. Orders and acts after that
 * moment are not looked at; refunds are, for an order does not know when it was refunded. A feature for which there is
 * nothing yet is null; none is ever NaN or infinite.
 */
export function computeFeatures(input: FeatureInput): FeatureVector {
  const facts = gatherFacts(input)
  return Object.fromEntries(featureCatalogue.map(({ name, compute }) => [name, finite(compute(facts))]))
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
