import * as z from 'zod'
import { decimal, id, named, text } from './resource.ts'

const variantSchema = z.object({
  ...named,
  id,
  title: text,
  sku: text,
  price: decimal.nullish(),
  inventory_item_id: id.nullish(),
})

/** The part of Shopify's product resource that Patron reads. */
export const shopifyProductSchema = z.object({
  ...named,
  id,
  title: text,
  vendor: text,
  product_type: text,
  handle: text,
  /** `active`, `draft` or `archived`. */
  status: text,
  published_at: text,
  created_at: text,
  updated_at: text,
  image: z.object({ src: text }).nullish(),
  variants: z.array(variantSchema).nullish(),
  /** Names all variants, where there are more than the hundred that a delivery describes. */
  variant_gids: z.array(z.unknown()).nullish(),
})
export type ShopifyProduct = z.infer<typeof shopifyProductSchema>
