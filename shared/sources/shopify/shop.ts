import * as z from 'zod'
import { id, text } from './resource.ts'

/** The part of the shop resource, which app/uninstalled delivers, that Patron reads. */
export const shopifyShopSchema = z.object({ id, myshopify_domain: text, domain: text })
export type ShopifyShop = z.infer<typeof shopifyShopSchema>

/** The topics every app of Shopify's store has to answer, and what each asks for. */
export const privacyTopics = {
  'customers/data_request': 'export',
  'customers/redact': 'erasure',
  'shop/redact': 'shop-erasure',
} as const
export type PrivacyTopic = keyof typeof privacyTopics

const personSchema = z.object({ id: id.nullish(), email: text, phone: text })

/** What the privacy topics deliver. shop/redact names no customer: it means all of the shop's. */
export const shopifyPrivacyRequestSchema = z.object({
  shop_id: id,
  shop_domain: text,
  customer: personSchema.nullish(),
  data_request: z.object({ id }).nullish(),
})
export type ShopifyPrivacyRequest = z.infer<typeof shopifyPrivacyRequestSchema>

/** Of one customer: then it has to say which. */
export const shopifyCustomerRequestSchema = shopifyPrivacyRequestSchema.extend({
  customer: personSchema.refine(
    ({ id, email, phone }) => id != null || Boolean(email) || Boolean(phone),
    'names nobody',
  ),
})
