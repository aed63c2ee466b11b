import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

/** What can be set for a Lightspeed connection. */
export const lightspeedSettingsSchema = z.object({
  /** `larder` of `larder.retail.lightspeed.app`: where the API is asked. Without it there is no back-fill. */
  domainPrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not the first part of a shop.retail.lightspeed.app')
    .optional(),
  /** ISO 4217 code of the retailer; else the tenant's. Sales name none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency code')
    .optional(),
  /** The store of each register, by the register's id: bills of these are identifiers, for receipts that are scanned. */
  storesOfRegisters: z.record(z.string(), z.string().min(1)).optional(),
})
export type LightspeedSettings = z.infer<typeof lightspeedSettingsSchema>

/** The settings as they are stored; one that cannot be read counts as not set. */
export function readSettings(settings: JsonObject): LightspeedSettings {
  const { shape } = lightspeedSettingsSchema
  const currency = shape.currency.safeParse(settings.currency).data
  const storesOfRegisters = shape.storesOfRegisters.safeParse(settings.storesOfRegisters).data
  return {
    ...(currency !== undefined && { currency }),
    ...(storesOfRegisters !== undefined && { storesOfRegisters }),
  }
}
