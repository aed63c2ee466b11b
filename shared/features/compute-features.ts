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
  const vector: Record<string, number | null> = { ...nothingKnown }
  for (const { name, compute } of featureCatalogue) vector[name] = finite(compute(facts))
  return vector
}

/** A copy of an object that was read has its names where engines find them quickest; one that is filled name by name has not. */
const nothingKnown: FeatureVector = JSON.parse(
  JSON.stringify(Object.fromEntries(featureCatalogue.map(({ name }) => [name, null]))),
)

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
