import type { Source } from '../source.ts'
import { mapContact } from './map-contact.ts'
import { mapSalesOrder } from './map-sales-order.ts'
import { parseZoho, topicOf, type ZohoRecord } from './parse.ts'
import { verifyZoho } from './verify.ts'

/** Webhooks of Zoho's finance applications: Books, Inventory, Billing. */
export const zohoSource = {
  name: 'zoho',
  authenticates: 'body',
  verify: verifyZoho,
  describe: (delivery) => ({ topic: topicOf(delivery), deliveryId: null }),
  parse: parseZoho,
  map: (record, context) =>
    record.kind === 'contact' ? mapContact(record.contact, context) : mapSalesOrder(record.order, context),
} satisfies Source<ZohoRecord>
