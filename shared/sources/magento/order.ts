import * as z from 'zod'

// Commerce writes numbers of its database as text in one place and as numbers in another.
const id = z.union([z.int(), z.string().min(1)])
const optionalId = z.union([z.int(), z.string()]).nullish()
const decimal = z.union([z.string(), z.number()])
const text = z.string().nullish()

const addressSchema = z.object({
  address_type: text,
  firstname: text,
  lastname: text,
  // A list from the REST API, lines of one text in a webhook.
  street: z.union([z.string(), z.array(z.string())]).nullish(),
  city: text,
  postcode: z.union([z.string(), z.number()]).nullish(),
  region: text,
  country_id: text,
  telephone: text,
})
export type MagentoAddress = z.infer<typeof addressSchema>

const itemSchema = z.object({
  item_id: id,
  parent_item_id: optionalId,
  product_id: optionalId,
  sku: text,
  name: text,
  qty_ordered: decimal,
  base_row_total: decimal.nullish(),
  base_discount_amount: decimal.nullish(),
  base_tax_amount: decimal.nullish(),
})
export type MagentoOrderItem = z.infer<typeof itemSchema>

/** The part of Commerce's order that Patron reads, in Commerce's words. Amounts `base_*` are in the shop's currency. */
export const magentoOrderSchema = z.object({
  entity_id: id,
  increment_id: text,
  state: z.string().min(1),
  status: text,
  created_at: z.string(),
  updated_at: text,
  base_currency_code: z.string(),
  order_currency_code: text,
  base_grand_total: decimal,
  base_tax_amount: decimal.nullish(),
  base_shipping_amount: decimal.nullish(),
  base_discount_amount: decimal.nullish(),
  base_total_paid: decimal.nullish(),
  base_total_refunded: decimal.nullish(),
  coupon_code: text,
  store_id: optionalId,
  customer_id: optionalId,
  customer_email: text,
  customer_firstname: text,
  customer_lastname: text,
  billing_address: addressSchema.nullish(),
  addresses: z.array(addressSchema).nullish(),
  items: z.array(itemSchema),
})
export type MagentoOrder = z.infer<typeof magentoOrderSchema>
