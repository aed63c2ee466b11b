import * as z from 'zod'
import { squareIdSchema } from './id.ts'
import { squareMomentSchema } from './moment.ts'
import { squareMoneySchema } from './money.ts'

const text = z.string().nullish()
const money = squareMoneySchema.nullish()
const quantity = z.string().refine((digits) => /^\d{1,12}(\.\d{1,5})?$/.test(digits), 'is not a quantity')

const itemSchema = z.object({
  uid: z.string().min(1),
  catalog_object_id: text,
  name: text,
  variation_name: text,
  item_type: text,
  quantity,
  total_discount_money: money,
})
const soldItemSchema = itemSchema.extend({ gross_sales_money: money })
const returnedItemSchema = itemSchema.extend({ gross_return_money: money })
export type SquareItem = z.infer<typeof itemSchema>

const amountsSchema = z.object({
  total_money: money,
  tax_money: money,
  discount_money: money,
  tip_money: money,
})

/** The part of Square's Order that Patron reads, in Square's words. */
export const squareOrderSchema = z.object({
  id: squareIdSchema,
  location_id: text,
  state: z.enum(['OPEN', 'COMPLETED', 'CANCELED', 'DRAFT']),
  source: z.object({ name: text }).nullish(),
  customer_id: text,
  created_at: squareMomentSchema,
  updated_at: squareMomentSchema.nullish(),
  closed_at: squareMomentSchema.nullish(),
  line_items: z.array(soldItemSchema).nullish(),
  returns: z
    .array(z.object({ source_order_id: text, return_line_items: z.array(returnedItemSchema).nullish() }))
    .nullish(),
  tenders: z
    .array(z.object({ customer_id: text, created_at: squareMomentSchema.nullish(), type: text }))
    .nullish(),
  total_money: squareMoneySchema,
  total_tax_money: money,
  total_discount_money: money,
  total_tip_money: money,
  net_amounts: amountsSchema.nullish(),
  net_amount_due_money: money,
})
export type SquareOrder = z.infer<typeof squareOrderSchema>
