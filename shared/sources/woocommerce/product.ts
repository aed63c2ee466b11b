import * as z from 'zod'

const id = z.union([z.int().min(1), z.string().min(1)])
const text = z.string().nullish()
const named = z.object({ name: z.string() })

/** The part of WooCommerce's product that Patron reads; a variation comes in the same shape, with its `parent_id`. */
export const woocommerceProductSchema = z.object({
  id,
  name: text,
  type: text,
  status: text,
  catalog_visibility: text,
  permalink: text,
  sku: text,
  price: z.union([z.string(), z.number()]).nullish(),
  date_created_gmt: text,
  date_modified_gmt: text,
  // "parent" where a variation's stock is its product's.
  manage_stock: z.union([z.boolean(), z.string()]).nullish(),
  stock_quantity: z.number().nullish(),
  parent_id: z.union([z.int(), z.string()]).nullish(),
  categories: z.array(named).nullish(),
  brands: z.array(named).nullish(),
  images: z.array(z.object({ src: text })).nullish(),
  variations: z.array(id).nullish(),
})
export type WoocommerceProduct = z.infer<typeof woocommerceProductSchema>
