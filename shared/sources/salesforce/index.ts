import { verifyStandardWebhook } from '../../standard-webhooks/verify.ts'
import type { Source } from '../source.ts'
import { mapSalesforce } from './map.ts'
import { parseSalesforce, type SalesforceRecord } from './parse.ts'
import { salesforceSettingsSchema } from './settings.ts'

/**
 * Contacts and leads of a Salesforce organisation. Its own outbound messages are not signed, so what it sends at once is
 * sent by an Apex class, by Standard Webhooks; everything else is read.
 */
export const salesforceSource = {
  name: 'salesforce',
  authenticates: 'body',
  isOwnProgram: true,
  settings: salesforceSettingsSchema,
  verify: verifyStandardWebhook,
  describe: ({ headers }) => ({ topic: null, deliveryId: headers.get('webhook-id') ?? null }),
  parse: parseSalesforce,
  map: mapSalesforce,
} satisfies Source<SalesforceRecord>
