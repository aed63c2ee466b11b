import * as z from 'zod'
import { basketItemSchema } from './basket.ts'
import { addressSchema, shopifyCustomerSchema } from './customer.ts'
import { decimal, id, named, noteAttributesSchema, text } from './resource.ts'

/** The part of a checkout that Patron reads: an order that may come, with what has been filled in so far. */
export const shopifyCheckoutSchema = z.object({
  ...named,
  id,
  token: text,
  cart_token: text,
  email: text,
  phone: text,
  created_at: z.string(),
  updated_at: text,
  completed_at: text,
  currency: text,
  presentment_currency: text,
  total_price: decimal.nullish(),
  abandoned_checkout_url: text,
  source_name: text,
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  note_attributes: noteAttributesSchema.nullish(),
  // A checkout has the parts of a customer's account only once somebody is signed in.
  customer: shopifyCustomerSchema.nullish(),
  billing_address: addressSchema.nullish(),
  line_items: z.array(basketItemSchema).nullish(),
})
export type ShopifyCheckout = z.infer<typeof shopifyCheckoutSchema>
