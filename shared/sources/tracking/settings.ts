import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

/** What can be set for a tracking connection. */
export const trackingSettingsSchema = z.object({
  /**
   * The connection whose orders the tracked ones are (`shopify/main`), where the web shop's tracking tells of orders
   * that come by webhook too. Absent: the orders are the tracking's own.
   */
  orderShop: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/, 'is not a connection such as shopify/main')
    .optional(),
})
export type TrackingSettings = z.infer<typeof trackingSettingsSchema>

/** The settings of a tracking connection. A setting that cannot be read counts as not made. */
export function trackingSettings(settings: JsonObject): TrackingSettings {
  return trackingSettingsSchema.safeParse(settings).data ?? {}
}
