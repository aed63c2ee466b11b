import * as z from 'zod'
import { moneySchema } from './money.ts'

export const recommendationReasons = [
  'bought-together',
  'similar-product',
  'this-visit',
  'due-again',
  'popular-in-category',
  'popular',
] as const

export const recommendationSchema = z
  .object({
    productId: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    price: moneySchema.nullable(),
    imageUrl: z.string().nullable(),
    url: z.string().nullable(),
    score: z.number().meta({ description: 'Higher is better; comparable within one answer only' }),
    reason: z.enum(recommendationReasons),
    why: z.string().meta({ example: 'often bought together with Blue mug' }),
  })
  .meta({ id: 'Recommendation' })
export type RecommendationView = z.infer<typeof recommendationSchema>

/** What leads a list: what is looked at now, what is at hand, what was bought, what is like a product, or nothing personal. */
export const recommendationStrategies = ['visit', 'basket', 'purchases', 'similar', 'popular'] as const

export const recommendationListSchema = z
  .object({
    recommendations: z.array(recommendationSchema),
    modelVersion: z.string().nullable().meta({ description: 'Null: no model yet, so what is popular' }),
    isPersonal: z.boolean().meta({ description: "Whether the customer's own purchases or visit were used" }),
    strategy: z.enum(recommendationStrategies).meta({ description: 'What the first products come from' }),
    visitedCount: z.int().min(0).meta({
      description:
        'Products looked at in the visit that is going on, which ends after half an hour of nothing',
    }),
  })
  .meta({ id: 'RecommendationList' })
export type RecommendationList = z.infer<typeof recommendationListSchema>

export const listRecommendationsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(10),
  category: z.string().max(200).optional(),
  isInStockOnly: z.enum(['true', 'false']).default('true'),
})
export type ListRecommendationsQuery = z.input<typeof listRecommendationsQuerySchema>

export const listVisitRecommendationsQuerySchema = listRecommendationsQuerySchema.extend({
  identifier: z.string().max(1_000).optional().meta({
    description: 'Who is looking; somebody unknown is no error, as everybody is new once',
    example: 'cookie_id:4be5d6a0',
  }),
  viewed: z.string().max(10_000).optional().meta({
    description:
      'Ids of products looked at in this visit that the page knows of, with commas between, the latest last',
    example: 'MUG-1,MUG-7',
  }),
})
export type ListVisitRecommendationsQuery = z.input<typeof listVisitRecommendationsQuerySchema>
