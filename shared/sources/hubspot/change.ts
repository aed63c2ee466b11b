import * as z from 'zod'
import { earliestEventMs, latestEventMs } from '../../kernel/time.ts'

const id = z
  .union([z.int().min(1), z.string().regex(/^\d{1,20}$/, 'is not the number of a record')])
  .transform(String)

/** HubSpot's number of the type "contact", in subscriptions that name no type. */
const contactTypeId = '0-1'

/** One event of a webhook. What it tells of a contact is thin: its number, and at most one property. */
export const hubspotChangeSchema = z.object({
  subscriptionType: z.string().min(1),
  objectTypeId: z.string().nullish(),
  objectId: id.nullish(),
  portalId: id.nullish(),
  /** UTC epoch ms. */
  occurredAt: z.int().min(earliestEventMs).max(latestEventMs),
  propertyName: z.string().nullish(),
  propertyValue: z.string().nullish(),
  /** Of a merge: the contact that was kept, those that went into it, and the one that came of it. */
  primaryObjectId: id.nullish(),
  mergedObjectIds: z.array(id).nullish(),
  newObjectId: id.nullish(),
})
export type HubspotChange = z.infer<typeof hubspotChangeSchema>

/** What happened to a contact: `creation`, `propertyChange` ...; undefined when it is about something else. */
export function contactTopic({ subscriptionType, objectTypeId }: HubspotChange): string | undefined {
  const [object, topic] = subscriptionType.split('.')
  return object === 'contact' || (object === 'object' && objectTypeId === contactTypeId) ? topic : undefined
}
