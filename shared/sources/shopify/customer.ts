import * as z from 'zod'
import { marketingConsentSchema } from './marketing-consent.ts'
import { id, named, text } from './resource.ts'

export const addressSchema = z.object({
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

/** The part of Shopify's customer resource that Patron reads, by itself or within an order or a checkout. */
export const shopifyCustomerSchema = z.object({
  ...named,
  id,
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  created_at: text,
  updated_at: text,
  default_address: addressSchema.nullish(),
  // Only older versions of the API send these; nothing is refused for them.
  email_marketing_consent: marketingConsentSchema.nullish().catch(null),
  sms_marketing_consent: marketingConsentSchema.nullish().catch(null),
  accepts_marketing: z.boolean().nullish().catch(null),
  accepts_marketing_updated_at: text,
})
export type ShopifyCustomer = z.infer<typeof shopifyCustomerSchema>

/** What customers/delete delivers of use: whose account is gone. */
export const shopifyDeletedSchema = z.object({ ...named, id })
export type ShopifyDeleted = z.infer<typeof shopifyDeletedSchema>
