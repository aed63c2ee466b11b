import * as z from 'zod'
import { decimal, id, moneySetSchema, named, text } from './resource.ts'

const movementSchema = z.object({
  /** `refund` gives money back; `sale`, `capture`, `void` ... do not. */
  kind: text,
  status: text,
  amount: decimal.nullish(),
  /** What was paid in: not always the shop's currency. */
  currency: text,
})

/** The part of Shopify's refund resource that Patron reads, by itself or within its order. */
export const shopifyRefundSchema = z.object({
  ...named,
  id,
  order_id: id.nullish(),
  created_at: z.string(),
  transactions: z.array(movementSchema).nullish(),
  refund_line_items: z
    .array(z.object({ subtotal_set: moneySetSchema.nullish(), total_tax_set: moneySetSchema.nullish() }))
    .nullish(),
  order_adjustments: z.array(z.object({ amount_set: moneySetSchema.nullish() })).nullish(),
  total_duties_set: moneySetSchema.nullish(),
})
export type ShopifyRefund = z.infer<typeof shopifyRefundSchema>

/** What refunds/create delivers: a refund that says which order it is of. */
export const shopifyRefundOfOrderSchema = shopifyRefundSchema.extend({ order_id: id })
