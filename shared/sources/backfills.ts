import type { Backfill } from './backfill.ts'
import { hubspotBackfill } from './hubspot/backfill/hubspot-backfill.ts'
import { lightspeedBackfill } from './lightspeed/backfill/lightspeed-backfill.ts'
import { magentoBackfill } from './magento/backfill/backfill.ts'
import { restBackfill } from './rest/backfill/rest-backfill.ts'
import { salesforceBackfill } from './salesforce/backfill/salesforce-backfill.ts'
import { shopifyBackfill } from './shopify/backfill/backfill.ts'
import { squareBackfill } from './square/backfill/square-backfill.ts'
import { woocommerceBackfill } from './woocommerce/backfill/backfill.ts'

/** The sources whose API Patron can read, by name: what they have is filled in, and what their webhooks lost is found. */
export const backfills: ReadonlyMap<string, Backfill> = new Map<string, Backfill>([
  ['magento', magentoBackfill],
  ['hubspot', hubspotBackfill],
  ['salesforce', salesforceBackfill],
  ['rest', restBackfill],
  ['lightspeed', lightspeedBackfill],
  ['shopify', shopifyBackfill],
  ['square', squareBackfill],
  ['woocommerce', woocommerceBackfill],
])
