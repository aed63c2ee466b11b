import * as z from 'zod'
import { predictionKinds } from '../predictions/prediction-kinds.ts'
import { momentSchema, moneySchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'

/** Why a score is what it is: a factor in words, and how much it moved the score (in the model's own units, + raises). */
export const predictionFactorSchema = z
  .object({
    text: z.string().meta({ example: 'last bought 84 days ago' }),
    feature: z.string().nullable().meta({ description: 'Its name in the feature catalogue' }),
    contribution: z.number().nullable(),
  })
  .meta({ id: 'PredictionFactor' })
export type PredictionFactor = z.infer<typeof predictionFactorSchema>

export const predictionTypes = ['pattern-based', 'ai-enhanced', 'seasonal'] as const

export const predictionSchema = z
  .object({
    kind: z.enum(predictionKinds),
    subject: z.string().nullable().meta({
      description:
        'What of the customer it is about: the product, for `consumption`; the category, for `category-consumption`; the trait, for `socio-economic`',
    }),
    subjectName: z.string().nullable(),
    value: z.number().nullable().meta({
      description:
        'churn, anomaly: 0..1. lifetime-value: minor units. rfm: 3..15. consumption, category-consumption: null, see `expectedAt`',
    }),
    label: z.string().nullable().meta({ description: 'The name of it: a segment, `high`, `due`' }),
    confidence: z.number().min(0).max(1).nullable(),
    expectedAt: momentSchema.nullable().meta({ description: 'When it is expected to happen' }),
    interval: z
      .object({ from: momentSchema, to: momentSchema })
      .nullable()
      .meta({ description: 'In eight cases of ten it falls between these' }),
    lower: z.number().nullable().meta({ description: 'Of `value`, where the model knows' }),
    upper: z.number().nullable(),
    predictionType: z.enum(predictionTypes).nullable(),
    factors: z.array(predictionFactorSchema),
    modelVersion: z.string().nullable().meta({ description: '`churn-3`; null: made by rules' }),
    predictedAt: momentSchema,
    expiresAt: momentSchema,
  })
  .meta({ id: 'Prediction' })
export type PredictionView = z.infer<typeof predictionSchema>

export const customerPredictionsSchema = z
  .object({
    customerId: z.string(),
    refusal: z
      .enum(['restricted', 'objected', 'no-consent', 'tenant-setting'])
      .nullable()
      .meta({ description: 'Why nothing is predicted of this person; null: it may be' }),
    predictions: z.array(predictionSchema),
    missing: z
      .array(z.object({ kind: z.enum(predictionKinds), reason: z.string() }))
      .meta({ description: 'What cannot be said yet, and what it would take' }),
  })
  .meta({ id: 'CustomerPredictions' })
export type CustomerPredictionsView = z.infer<typeof customerPredictionsSchema>

export const lifetimeValueQuerySchema = z.object({
  months: z.coerce.number().int().min(1).max(60).default(12).meta({ description: 'How far ahead' }),
  monthlyDiscountRate: z.coerce.number().min(0).max(0.2).default(0.01).meta({
    description: 'By how much what comes a month later counts less: 0.01 is about 12.7 % a year',
  }),
})
export type LifetimeValueQuery = z.input<typeof lifetimeValueQuerySchema>

export const lifetimeValueSchema = z
  .object({
    customerId: z.string(),
    refusal: customerPredictionsSchema.shape.refusal,
    missing: z.string().nullable().meta({ description: 'What it would take to say it; null: it is said' }),
    modelVersion: z.string().nullable().meta({ example: 'lifetime-value-3' }),
    months: z.int(),
    monthlyDiscountRate: z.number(),
    value: z
      .object({
        expectedOrderDays: z.number().meta({ description: 'Days on which something is bought' }),
        orderDayValue: moneySchema.meta({ description: 'What such a day comes to' }),
        undiscounted: moneySchema,
        discounted: moneySchema.meta({ description: 'Each month’s counted less from its end on' }),
      })
      .nullable(),
  })
  .meta({ id: 'LifetimeValue' })
export type LifetimeValueView = z.infer<typeof lifetimeValueSchema>

export const duePurchaseStates = ['overdue', 'due', 'soon'] as const

export const listDuePurchasesQuerySchema = z.object({
  state: z.enum(duePurchaseStates).optional().meta({
    description:
      '`overdue`: expected earlier, `due`: today or tomorrow, `soon`: within `days`. Absent: all three',
  }),
  days: z.coerce.number().int().min(1).max(90).default(14),
  by: z.enum(['product', 'category']).default('product').meta({
    description: 'Whether products are expected, or something of categories, whatever it is',
  }),
  productId: z.string().optional(),
  category: z.string().max(200).optional().meta({ description: 'Only this one, by category' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListDuePurchasesQuery = z.input<typeof listDuePurchasesQuerySchema>

export const duePurchaseListSchema = z
  .object({
    purchases: z.array(
      z.object({
        customerId: z.string(),
        displayName: personal(z.string()),
        productId: z.string().nullable().meta({ description: 'Null by category' }),
        productName: z.string().nullable(),
        category: z.string().nullable().meta({ description: 'Null by product' }),
        state: z.enum(duePurchaseStates),
        expectedAt: momentSchema,
        interval: z.object({ from: momentSchema, to: momentSchema }).nullable(),
        confidence: z.number().min(0).max(1),
        predictionType: z.enum(predictionTypes).nullable(),
        factors: z.array(z.string()),
      }),
    ),
    total: z.int(),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'DuePurchaseList' })
export type DuePurchaseList = z.infer<typeof duePurchaseListSchema>
