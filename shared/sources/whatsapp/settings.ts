import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { optOutSettingsSchema } from '../../messaging/opt-out-words.ts'
import { vendorUrl } from '../../messaging/vendor-url.ts'

/** What may be set up for a WhatsApp connection. */
export const whatsAppSettingsSchema = optOutSettingsSchema.extend({
  /** Meta's id of the number that messages are sent from (not the number itself). */
  phoneNumberId: z
    .string()
    .regex(/^\d{5,32}$/, 'is not a number’s id')
    .optional(),
  /** The version of the Graph API to call. */
  graphVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'is not a version such as v24.0')
    .default('v24.0'),
  /** Where the Graph API is, for a test. */
  apiUrl: vendorUrl('facebook.com', 'https://graph.facebook.com'),
})
export type WhatsAppSettings = z.infer<typeof whatsAppSettingsSchema>

/** The settings of a connection; the defaults where they cannot be read, so that no delivery is lost by them. */
export function whatsAppSettings(settings: JsonObject): WhatsAppSettings {
  const parsed = whatsAppSettingsSchema.safeParse(settings)
  return parsed.success ? parsed.data : whatsAppSettingsSchema.parse({})
}
