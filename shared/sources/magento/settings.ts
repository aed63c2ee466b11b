import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { minorUnitDigits } from '../../kernel/money.ts'

export const magentoSettingsSchema = z.object({
  /** Address of the shop, for reading its REST API: `https://shop.example`. */
  shopUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The shop's base currency, for prices of products, which name none. Absent: the tenant's. */
  currency: z
    .string()
    .refine((code) => minorUnitDigits(code) !== undefined)
    .optional(),
})
export type MagentoSettings = z.infer<typeof magentoSettingsSchema>

/** The settings of a Magento connection. Settings that cannot be read count as not made. */
export function magentoSettings(settings: JsonObject): MagentoSettings {
  return magentoSettingsSchema.safeParse(settings).data ?? magentoSettingsSchema.parse({})
}
