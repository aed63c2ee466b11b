import * as z from 'zod'
import { addressSchema, shopifyCustomerSchema } from './customer.ts'
import { shopifyRefundSchema } from './refund.ts'
import { decimal, id, moneySetSchema, named, noteAttributesSchema, text } from './resource.ts'

const lineItemSchema = z.object({
  ...named,
  id,
  product_id: id.nullish(),
  variant_id: id.nullish(),
  sku: text,
  title: text,
  vendor: text,
  product_type: text,
  quantity: z.number(),
  price: decimal,
  total_discount: decimal.nullish(),
  discount_allocations: z.array(z.object({ amount: decimal })).nullish(),
})
export type ShopifyLineItem = z.infer<typeof lineItemSchema>

const shippingLineSchema = z.object({ price: decimal.nullish(), discounted_price: decimal.nullish() })

/** The part of Shopify's order resource that Patron reads, in Shopify's words. Amounts are in the shop's currency. */
export const shopifyOrderSchema = z.object({
  ...named,
  id,
  name: text,
  email: text,
  phone: text,
  created_at: z.string(),
  updated_at: text,
  processed_at: text,
  cancelled_at: text,
  cancel_reason: text,
  currency: z.string(),
  presentment_currency: text,
  /** Before anything is given back. */
  total_price: decimal,
  /** Less what was taken out of the order or given back. */
  current_total_price: decimal.nullish(),
  total_tax: decimal.nullish(),
  total_discounts: decimal.nullish(),
  total_shipping_price_set: moneySetSchema.nullish(),
  shipping_lines: z.array(shippingLineSchema).nullish(),
  source_name: text,
  test: z.boolean().nullish(),
  financial_status: text,
  fulfillment_status: text,
  tags: text,
  landing_site: text,
  referring_site: text,
  location_id: id.nullish(),
  buyer_accepts_marketing: z.boolean().nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  note_attributes: noteAttributesSchema.nullish(),
  customer: shopifyCustomerSchema.nullish(),
  billing_address: addressSchema.nullish(),
  line_items: z.array(lineItemSchema),
  refunds: z.array(shopifyRefundSchema).nullish(),
})
export type ShopifyOrder = z.infer<typeof shopifyOrderSchema>
