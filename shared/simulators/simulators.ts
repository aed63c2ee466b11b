import { hubspotSimulator } from '../sources/hubspot/simulate.ts'
import { lightspeedSimulator } from '../sources/lightspeed/simulate.ts'
import { magentoSimulator } from '../sources/magento/simulate.ts'
import { posSimulator } from '../sources/pos/simulate.ts'
import { restSimulator } from '../sources/rest/simulate.ts'
import { salesforceSimulator } from '../sources/salesforce/simulate.ts'
import { shopifySimulator } from '../sources/shopify/simulate.ts'
import { squareSimulator } from '../sources/square/simulate.ts'
import { trackingSimulator } from '../sources/tracking/simulate.ts'
import { twilioSimulator } from '../sources/twilio/simulate.ts'
import { whatsappSimulator } from '../sources/whatsapp/simulate.ts'
import { woocommerceSimulator } from '../sources/woocommerce/simulate.ts'
import { zohoSimulator } from '../sources/zoho/simulate.ts'
import type { Simulator } from './simulator.ts'

/** A simulator of each source, by its name. */
export const simulators: ReadonlyMap<string, Simulator> = new Map(
  [
    hubspotSimulator,
    lightspeedSimulator,
    magentoSimulator,
    posSimulator,
    restSimulator,
    salesforceSimulator,
    shopifySimulator,
    squareSimulator,
    trackingSimulator,
    twilioSimulator,
    whatsappSimulator,
    woocommerceSimulator,
    zohoSimulator,
  ].map((simulator) => [simulator.source, simulator]),
)
