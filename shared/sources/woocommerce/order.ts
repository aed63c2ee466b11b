import * as z from 'zod'

const id = z.union([z.int(), z.string().min(1)])
// 0 or empty where there is none.
const optionalId = z.union([z.int(), z.string()]).nullish()
const decimal = z.union([z.string(), z.number()])
const text = z.string().nullish()

/** A person's name and address; `email` and `phone` are there in billing. */
export const woocommerceAddressSchema = z.object({
  first_name: text,
  last_name: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  email: text,
  phone: text,
})
export type WoocommerceAddress = z.infer<typeof woocommerceAddressSchema>

const lineItemSchema = z.object({
  id,
  name: text,
  product_id: optionalId,
  variation_id: optionalId,
  // Text from plugins that sell by weight.
  quantity: decimal,
  total: decimal,
  total_tax: decimal.nullish(),
  sku: text,
})
export type WoocommerceLineItem = z.infer<typeof lineItemSchema>

const refundSchema = z.object({ id, reason: text, total: decimal })

/** The part of WooCommerce's order (REST API v3) that Patron reads, in WooCommerce's words. */
export const woocommerceOrderSchema = z.object({
  id,
  number: text,
  status: z.string().min(1),
  currency: z.string(),
  created_via: text,
  prices_include_tax: z.boolean().nullish(),
  date_created_gmt: z.string(),
  date_modified_gmt: text,
  date_paid_gmt: text,
  date_completed_gmt: text,
  discount_total: decimal.nullish(),
  discount_tax: decimal.nullish(),
  shipping_total: decimal.nullish(),
  shipping_tax: decimal.nullish(),
  total: decimal,
  total_tax: decimal.nullish(),
  customer_id: optionalId,
  billing: woocommerceAddressSchema.nullish(),
  payment_method: text,
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish(),
  line_items: z.array(lineItemSchema),
  fee_lines: z.array(z.object({ name: text, total: decimal })).nullish(),
  coupon_lines: z.array(z.object({ code: z.string() })).nullish(),
  refunds: z.array(refundSchema).nullish(),
})
export type WoocommerceOrder = z.infer<typeof woocommerceOrderSchema>
