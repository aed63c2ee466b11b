import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

const settingsSchema = z.object({
  /**
   * The connection whose orders the tracked ones are (`shopify/main`), where the web shop's tracking tells of orders
   * that come by webhook too. Absent: the orders are the tracking's own.
   */
  orderShop: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/)
    .optional()
    .catch(undefined),
})
export type TrackingSettings = z.infer<typeof settingsSchema>

/** The settings of a tracking connection. A setting that cannot be read counts as not made. */
export function trackingSettings(settings: JsonObject): TrackingSettings {
  return settingsSchema.parse(settings)
}
