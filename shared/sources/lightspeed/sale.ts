import * as z from 'zod'
import { lightspeedIdSchema } from './id.ts'
import { lightspeedMomentSchema } from './moment.ts'

const text = z.string().nullish()
const decimal = z.union([z.string().max(40), z.number()])

const lineSchema = z.object({
  id: lightspeedIdSchema,
  product_id: lightspeedIdSchema,
  quantity: decimal,
  price: decimal,
  price_total: decimal.nullish(),
})
export type LightspeedLine = z.infer<typeof lineSchema>

/**
 * The part of a sale that Patron reads, of API 1.0 (webhooks: `register_sale_products`) and of 2.0 (`line_items`). Only
 * what both have, so that a sale told by both is one event.
 */
export const lightspeedSaleSchema = z
  .object({
    id: lightspeedIdSchema,
    register_id: text,
    customer_id: text,
    status: z.string(),
    invoice_number: text,
    receipt_number: text,
    return_for: text,
    sale_date: lightspeedMomentSchema,
    updated_at: lightspeedMomentSchema,
    total_price: decimal.nullish(),
    total_tax: decimal.nullish(),
    totals: z.object({ total_price: decimal.nullish(), total_tax: decimal.nullish() }).nullish(),
    register_sale_products: z.array(lineSchema).nullish(),
    line_items: z.array(lineSchema).nullish(),
  })
  .transform(({ register_sale_products, line_items, totals, total_price, total_tax, ...sale }) => ({
    ...sale,
    lines: line_items ?? register_sale_products ?? [],
    linesName: line_items == null ? 'register_sale_products' : 'line_items',
    priceTotal: total_price ?? totals?.total_price,
    taxTotal: total_tax ?? totals?.total_tax ?? 0,
  }))
export type LightspeedSale = z.infer<typeof lightspeedSaleSchema>
