import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { optOutSettingsSchema } from '../../messaging/opt-out-words.ts'
import { vendorUrl } from '../../messaging/vendor-url.ts'

/** What may be set up for a Twilio connection. */
export const twilioSettingsSchema = optOutSettingsSchema.extend({
  /** Who messages to SMS come from: a number in E.164, a short code, a name, or a messaging service (`MG...`). */
  smsSender: z.string().min(1).max(64).optional(),
  /** Who messages to WhatsApp come from: a number in E.164, or a messaging service (`MG...`). */
  whatsappSender: z.string().min(1).max(64).optional(),
  /** Where Twilio's API is, for an edge region or a test. */
  apiUrl: vendorUrl('twilio.com', 'https://api.twilio.com'),
})
export type TwilioSettings = z.infer<typeof twilioSettingsSchema>

/** The settings of a connection; the defaults where they cannot be read, so that no delivery is lost by them. */
export function twilioSettings(settings: JsonObject): TwilioSettings {
  const parsed = twilioSettingsSchema.safeParse(settings)
  return parsed.success ? parsed.data : twilioSettingsSchema.parse({})
}
