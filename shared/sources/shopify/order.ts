import * as z from 'zod'
import { marketingConsentSchema } from './marketing-consent.ts'

const id = z.union([z.number(), z.string()])
const decimal = z.union([z.string(), z.number()])
const text = z.string().nullish()
const named = { admin_graphql_api_id: text }

const addressSchema = z.object({
  first_name: text,
  last_name: text,
  address1: text,
  address2: text,
  city: text,
  zip: text,
  province: text,
  country: text,
  country_code: text,
})
export type ShopifyAddress = z.infer<typeof addressSchema>

const customerSchema = z.object({
  ...named,
  id,
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  default_address: addressSchema.nullish(),
  // Only older versions of the API send these; an order is not refused for them.
  email_marketing_consent: marketingConsentSchema.nullish().catch(null),
  sms_marketing_consent: marketingConsentSchema.nullish().catch(null),
  accepts_marketing: z.boolean().nullish().catch(null),
  accepts_marketing_updated_at: text,
})

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
  currency: z.string(),
  presentment_currency: text,
  total_price: decimal,
  current_total_price: decimal.nullish(),
  source_name: text,
  test: z.boolean().nullish(),
  financial_status: text,
  tags: text,
  landing_site: text,
  referring_site: text,
  location_id: id.nullish(),
  buyer_accepts_marketing: z.boolean().nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  note_attributes: z.array(z.object({ name: z.string(), value: z.unknown() })).nullish(),
  customer: customerSchema.nullish(),
  billing_address: addressSchema.nullish(),
  line_items: z.array(lineItemSchema),
})
export type ShopifyOrder = z.infer<typeof shopifyOrderSchema>

/**
 * A Shopify id as text. A number beyond 2^53 has lost its last digits in JSON.parse; the global id
 * (`gid://shopify/Order/820982911946154508`) still has them.
 */
export function exactId(resource: {
  id: number | string
  admin_graphql_api_id?: string | null | undefined
}): string {
  if (typeof resource.id === 'number' && !Number.isSafeInteger(resource.id)) {
    return resource.admin_graphql_api_id?.split('/').pop() ?? String(resource.id)
  }
  return String(resource.id)
}
