import * as z from 'zod'
import { featureGroups, featureUnits } from '../features/feature-definition.ts'
import { momentSchema } from './money.ts'

/** One line of the feature catalogue. */
export const featureDefinitionSchema = z
  .object({
    name: z.string().meta({ example: 'recencyDays' }),
    group: z.enum(featureGroups),
    unit: z.enum(featureUnits),
    meaning: z.string(),
    formula: z.string(),
  })
  .meta({ id: 'FeatureDefinition' })
export type FeatureDefinitionView = z.infer<typeof featureDefinitionSchema>

export const featureCatalogueSchema = z
  .object({ features: z.array(featureDefinitionSchema) })
  .meta({ id: 'FeatureCatalogue' })
export type FeatureCatalogueView = z.infer<typeof featureCatalogueSchema>

/** The features of one customer, computed at the moment of the call. */
export const customerFeaturesSchema = z
  .object({
    customerId: z.string(),
    asOf: momentSchema,
    currency: z.string().meta({ description: "The tenant's, of all amounts" }),
    features: z
      .array(z.object({ name: z.string(), value: z.number().nullable() }))
      .meta({ description: 'In the order of the catalogue; null: there is nothing yet to compute it from' }),
    latestPurchases: z
      .array(
        z.object({
          placedAt: momentSchema,
          productId: z.string(),
          name: z.string().nullable(),
          category: z.string().nullable(),
          quantity: z.number(),
        }),
      )
      .meta({ description: 'The last 20 products that were bought, latest first' }),
    brands: z
      .array(z.object({ brand: z.string(), lineCount: z.int(), share: z.number().min(0).max(1) }))
      .meta({
        description: 'The brands bought of, as the catalogue names them, the strongest first, at most 10',
      }),
    purchaseGaps: z
      .array(
        z.object({
          productId: z.string(),
          name: z.string().nullable(),
          purchaseCount: z.int(),
          meanGapDays: z.number().nullable(),
          lastPurchasedAt: momentSchema,
        }),
      )
      .meta({ description: 'By product, most often bought first, at most 20' }),
  })
  .meta({ id: 'CustomerFeatures' })
export type CustomerFeaturesView = z.infer<typeof customerFeaturesSchema>
