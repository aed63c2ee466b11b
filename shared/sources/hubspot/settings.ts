import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { textOf } from '../../kernel/json.ts'

const propertyName = z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'is not the internal name of a property')

/** What can be set for a HubSpot connection. */
export const hubspotSettingsSchema = z.object({
  /** Number of the account (Hub ID). What an app that is installed in others too tells of those is refused. */
  portalId: z
    .union([z.int().min(1), z.string().regex(/^\d+$/)])
    .transform((value) => textOf(value))
    .optional(),
  /** Further properties of contacts, by internal name, and the traits that they become. */
  traits: z.record(propertyName, z.string().min(1).max(100)).default({}),
})
export type HubspotSettings = z.infer<typeof hubspotSettingsSchema>

/** The settings of a HubSpot connection; what cannot be read counts as not set. */
export function hubspotSettings(settings: JsonObject): HubspotSettings {
  return hubspotSettingsSchema.safeParse(settings).data ?? { traits: {} }
}
