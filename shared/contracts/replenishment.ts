import * as z from 'zod'
import { daySchema } from './forecasts.ts'
import { momentSchema, nextCursorSchema } from './money.ts'

const quantity = z.number().positive().max(1e9)

export const supplyRuleBodySchema = z.object({
  sku: z.string().max(200).default('').meta({ description: 'Empty: all items' }),
  storeId: z.string().max(200).default('').meta({ description: 'Empty: all places' }),
  supplier: z.string().trim().max(200).nullable().default(null),
  leadTimeDays: z.int().min(0).max(84).nullable().default(null),
  reviewPeriodDays: z.int().min(1).max(84).nullable().default(null),
  serviceLevelRate: z.number().min(0.5).max(0.999).nullable().default(null),
  packSize: quantity.nullable().default(null),
  minimumOrderQuantity: quantity.nullable().default(null),
  unitCostMinor: z.number().min(0).max(1e12).nullable().default(null),
})
export type SupplyRuleBody = z.input<typeof supplyRuleBodySchema>
export const supplyRuleSchema = supplyRuleBodySchema
  .extend({ changedAt: momentSchema })
  .meta({ id: 'SupplyRule' })
export type SupplyRuleView = z.infer<typeof supplyRuleSchema>
export const supplyRuleListSchema = z
  .object({
    defaults: supplyRuleBodySchema.meta({ description: 'What holds where no rule says otherwise' }),
    rules: z.array(supplyRuleSchema),
  })
  .meta({ id: 'SupplyRuleList' })
export type SupplyRuleList = z.infer<typeof supplyRuleListSchema>
export const supplyRulePlaceSchema = z.object({
  sku: z.string().max(200).default(''),
  storeId: z.string().max(200).default(''),
})

export const inboundStockBodySchema = z.object({
  sku: z.string().min(1).max(200),
  storeId: z.string().max(200).default(''),
  quantity,
  expectedDay: daySchema,
  reference: z.string().trim().max(200).nullable().default(null),
})
export type InboundStockBody = z.input<typeof inboundStockBodySchema>
export const inboundStockSchema = inboundStockBodySchema
  .extend({ inboundId: z.string(), createdAt: momentSchema })
  .meta({ id: 'InboundStock' })
export type InboundStockView = z.infer<typeof inboundStockSchema>
export const inboundStockListSchema = z
  .object({ inbound: z.array(inboundStockSchema) })
  .meta({ id: 'InboundStockList' })
export type InboundStockList = z.infer<typeof inboundStockListSchema>

export const listReplenishmentQuerySchema = z.object({
  store: z.string().max(200).optional().meta({ description: '`online` for what no store sells' }),
  supplier: z.string().max(200).optional(),
  abc: z.enum(['A', 'B', 'C']).optional(),
  query: z.string().max(200).optional(),
  show: z.enum(['to-order', 'all']).default('to-order'),
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .meta({ description: '`csv`: all of them, as a purchase order' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListReplenishmentQuery = z.input<typeof listReplenishmentQuerySchema>

export const orderProposalSchema = z
  .object({
    sku: z.string(),
    storeId: z.string(),
    storeName: z.string().nullable(),
    productId: z.string().nullable(),
    name: z.string().nullable(),
    supplier: z.string().nullable(),
    abcClass: z.string(),
    xyzClass: z.string(),
    onHandQuantity: z.number().nullable().meta({ description: 'Null: nobody told' }),
    inboundQuantity: z.number(),
    leadTimeDays: z.int(),
    reviewPeriodDays: z.int(),
    serviceLevelRate: z.number(),
    expectedDemand: z.number().meta({ description: 'Until goods of the next order but one could be there' }),
    safetyStock: z.number(),
    orderUpToLevel: z.number(),
    orderQuantity: z.number().meta({ description: '0: nothing to order' }),
    orderCostMinor: z.number().nullable(),
    stockOutRate: z.number().nullable().meta({
      description: 'How likely the stock runs out before an order of today is there',
    }),
    runsOutOn: daySchema
      .nullable()
      .meta({ description: 'The expected day; null: not within 91 days, or unknown' }),
    reason: z.string().meta({
      example: '12 on hand and none coming; 40 expected in 14 days, 9 more for 95 % service; packs of 10',
    }),
  })
  .meta({ id: 'OrderProposal' })
export type OrderProposalView = z.infer<typeof orderProposalSchema>

export const replenishmentSchema = z
  .object({
    asOf: daySchema
      .nullable()
      .meta({ description: 'The last day the forecasts knew; null: there are none yet' }),
    currency: z.string().length(3),
    proposals: z.array(orderProposalSchema).meta({ description: 'The most urgent first' }),
    total: z.int(),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'Replenishment' })
export type Replenishment = z.infer<typeof replenishmentSchema>
