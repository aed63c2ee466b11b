import { hubspotSource } from './hubspot/index.ts'
import { lightspeedSource } from './lightspeed/index.ts'
import { magentoSource } from './magento/index.ts'
import { posSource } from './pos/index.ts'
import { restSource } from './rest/index.ts'
import { salesforceSource } from './salesforce/index.ts'
import { shopifySource } from './shopify/index.ts'
import type { Source } from './source.ts'
import { squareSource } from './square/index.ts'
import { twilioSource } from './twilio/index.ts'
import { whatsappSource } from './whatsapp/index.ts'
import { woocommerceSource } from './woocommerce/index.ts'
import { zohoSource } from './zoho/index.ts'

/**
 * The sources that deliver to /webhooks/{source}/{connectionId}, by name. A new source is its own folder and one line
 * here. (Tracking calls have doors of their own under /v1.)
 */
export const webhookSources: ReadonlyMap<string, Source> = new Map<string, Source>([
  [lightspeedSource.name, lightspeedSource],
  [posSource.name, posSource],
  [shopifySource.name, shopifySource],
  [squareSource.name, squareSource],
  [twilioSource.name, twilioSource],
  [whatsappSource.name, whatsappSource],
  [woocommerceSource.name, woocommerceSource],
  [magentoSource.name, magentoSource],
  [zohoSource.name, zohoSource],
  [hubspotSource.name, hubspotSource],
  [salesforceSource.name, salesforceSource],
  [restSource.name, restSource],
])
