import * as z from 'zod'
import { customerPredictionsSchema } from './predictions.ts'

export const nextBasketReasons = ['due-again', 'bought-before', 'taken-by-others'] as const

const nextBasketProductSchema = z
  .object({
    productId: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    chance: z.number().min(0).max(1).meta({
      description:
        'How often the product in this place was in the next basket, of customers that were not learned from',
    }),
    reason: z.enum(nextBasketReasons),
    why: z.string().meta({ example: 'bought 5 times, last 6 days ago, probably used up by then' }),
  })
  .meta({ id: 'NextBasketProduct' })

export const nextBasketSchema = z
  .object({
    customerId: z.string(),
    refusal: customerPredictionsSchema.shape.refusal,
    products: z.array(nextBasketProductSchema),
    expectedAt: z.iso.datetime().nullable().meta({
      description: 'The day of the next purchase; today when it has passed. Null: too few purchases to tell',
    }),
    interval: z
      .object({ from: z.iso.datetime(), to: z.iso.datetime() })
      .nullable()
      .meta({ description: 'Holds the day with a chance of 80 %, counted from the last purchase' }),
    modelVersion: z.string().nullable(),
    missing: z
      .string()
      .nullable()
      .meta({ description: 'What it would take to say something; null: nothing' }),
  })
  .meta({ id: 'NextBasket' })
export type NextBasketView = z.infer<typeof nextBasketSchema>
