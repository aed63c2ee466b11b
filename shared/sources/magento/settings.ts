import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { minorUnitDigits } from '../../kernel/money.ts'

export const magentoSettingsSchema = z.object({
  /** Address of the shop, for reading its REST API: `https://shop.example`. */
  shopUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  /** The shop's base currency, for prices of products, which name none. Absent: the tenant's. */
  currency: z
    .string()
    .refine((code) => minorUnitDigits(code) !== undefined)
    .optional()
    .catch(undefined),
})
export type MagentoSettings = z.infer<typeof magentoSettingsSchema>

/** The settings of a Magento connection. A setting that cannot be read counts as not made. */
export function magentoSettings(settings: JsonObject): MagentoSettings {
  return magentoSettingsSchema.parse(settings)
}
