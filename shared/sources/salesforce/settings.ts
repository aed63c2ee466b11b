import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

/** Names go into a query, so nothing but a name may stand there. Standard fields are read anyway. */
const customField = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,80}__c$/, 'is not the API name of a custom field (it ends with __c)')

/** What can be set for a Salesforce connection. */
export const salesforceSettingsSchema = z.object({
  /** Address of the organisation (My Domain), for reading it: `https://acme.my.salesforce.com`. */
  instanceUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** A sandbox signs its users in elsewhere. */
  environment: z.enum(['production', 'sandbox']).default('production'),
  /** What is read. A field named below must be there on each of them. */
  objects: z
    .array(z.enum(['Contact', 'Lead']))
    .min(1)
    .default(['Contact', 'Lead']),
  /** Custom fields and the traits that they become. */
  traits: z.record(customField, z.string().min(1).max(100)).default({}),
})
export type SalesforceSettings = z.infer<typeof salesforceSettingsSchema>

/** The settings of a Salesforce connection; where one cannot be read, all count as not set. */
export function salesforceSettings(settings: JsonObject): SalesforceSettings {
  return salesforceSettingsSchema.safeParse(settings).data ?? salesforceSettingsSchema.parse({})
}
