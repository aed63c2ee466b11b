import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { minorUnitDigits } from '../../kernel/money.ts'

export const woocommerceSettingsSchema = z.object({
  /** Address of the shop, for reading its REST API: `https://shop.example` or `https://example.org/shop`. */
  shopUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The shop's currency, for prices of products, which name none. Absent: the tenant's. */
  currency: z
    .string()
    .refine((code) => minorUnitDigits(code) !== undefined)
    .optional(),
  /** Statuses of the shop's own (by a plugin) in which an order is not a sale yet, without the `wc-` prefix. */
  unpaidStatuses: z.array(z.string()).default([]),
})
export type WoocommerceSettings = z.infer<typeof woocommerceSettingsSchema>

/** The settings of a WooCommerce connection. Settings that cannot be read count as not made. */
export function woocommerceSettings(settings: JsonObject): WoocommerceSettings {
  return woocommerceSettingsSchema.safeParse(settings).data ?? woocommerceSettingsSchema.parse({})
}
