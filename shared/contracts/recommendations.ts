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

export const recommendationListSchema = z
  .object({
    recommendations: z.array(recommendationSchema),
    modelVersion: z.string().nullable().meta({ description: 'Null: no model yet, so what is popular' }),
    isPersonal: z.boolean().meta({ description: "Whether the customer's own purchases were used" }),
  })
  .meta({ id: 'RecommendationList' })
export type RecommendationList = z.infer<typeof recommendationListSchema>

export const listRecommendationsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(10),
  category: z.string().max(200).optional(),
  isInStockOnly: z.enum(['true', 'false']).default('true'),
})
export type ListRecommendationsQuery = z.input<typeof listRecommendationsQuerySchema>
