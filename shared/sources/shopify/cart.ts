import * as z from 'zod'
import { basketItemSchema } from './basket.ts'
import { noteAttributesSchema, text } from './resource.ts'

/** What carts/create and carts/update deliver: a basket, named by its token. It never says whose it is. */
export const shopifyCartSchema = z.object({
  id: z.string().min(1),
  created_at: text,
  updated_at: z.string(),
  line_items: z.array(basketItemSchema),
  note_attributes: noteAttributesSchema.nullish(),
  /** The same as the storefront writes it. */
  attributes: z.record(z.string(), z.unknown()).nullish().catch(null),
})
export type ShopifyCart = z.infer<typeof shopifyCartSchema>
