import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

/** The version of the Admin API that the back-fill's queries were written against. */
export const adminApiVersion = '2026-10'

/** What a connection to a Shopify shop may be set to; everything has a default. */
export const shopifySettingsSchema = z.object({
  /** `larder-and-hearth.myshopify.com`: where the Admin API is asked. Without it there is no back-fill. */
  shopDomain: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'is not a domain of the form shop.myshopify.com')
    .optional(),
  /** Where customers see products: `https://www.larder.example`. Without it products have no address. */
  storefrontUrl: z.url({ protocol: /^https$/ }).optional(),
  /** ISO 4217 code of the shop's own currency, for records that name none; else the tenant's. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency code')
    .optional(),
  /** Another address of the Admin API than the shop's own: a simulator's. */
  adminApiUrl: z.url({ protocol: /^https?$/ }).optional(),
})
export type ShopifySettings = z.infer<typeof shopifySettingsSchema>

/** The settings as they are stored; one that cannot be read counts as not set. */
export function readSettings(settings: JsonObject): ShopifySettings {
  const { shape } = shopifySettingsSchema
  const shopDomain = shape.shopDomain.safeParse(settings.shopDomain).data
  const storefrontUrl = shape.storefrontUrl.safeParse(settings.storefrontUrl).data
  const currency = shape.currency.safeParse(settings.currency).data
  return {
    ...(shopDomain !== undefined && { shopDomain }),
    ...(storefrontUrl !== undefined && { storefrontUrl }),
    ...(currency !== undefined && { currency }),
  }
}
