import { isJsonObject, textOf } from '../../kernel/json.ts'
import { readJson } from '../read-json.ts'
import type { Delivery, DeliveryName, Source } from '../source.ts'
import { mapChange } from './map-change.ts'
import { mapContact } from './map-contact.ts'
import { type HubspotRecord, parseHubspot } from './parse.ts'
import { hubspotSettingsSchema } from './settings.ts'
import { verifyHubspot } from './verify.ts'

/** Webhooks of a HubSpot account about its contacts. */
export const hubspotSource = {
  name: 'hubspot',
  authenticates: 'body',
  settings: hubspotSettingsSchema,
  verify: verifyHubspot,
  describe: describeHubspot,
  parse: parseHubspot,
  map: ({ kind, fields }, context) => (kind === 'contact' ? mapContact : mapChange)(fields, context),
} satisfies Source<HubspotRecord>

/** A delivery has no name of its own; what its first event is about stands for it. */
function describeHubspot({ body }: Delivery): DeliveryName {
  const json = readJson(body)
  const first: unknown = json.ok && Array.isArray(json.value) ? json.value[0] : undefined
  const fields = isJsonObject(first) ? first : {}
  return { topic: textOf(fields.subscriptionType) ?? null, deliveryId: textOf(fields.eventId) ?? null }
}
