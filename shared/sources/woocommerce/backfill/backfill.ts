import type { Backfill } from '../../backfill.ts'
import type { WoocommerceRecord } from '../parse.ts'
import { credentialFields, shopAddress } from './address.ts'
import { readPage, resources } from './read-page.ts'

/**
 * What a shop has, by its REST API (wc/v3). WooCommerce sends a webhook once and never again, so what changed is read
 * every few minutes.
 */
export const woocommerceBackfill = {
  resources: [...resources.keys()],
  credentialFields,
  reconcileEveryMinutes: 5,
  address: shopAddress,
  ping: { method: 'GET', path: '/wp-json/wc/v3/orders?per_page=1&_fields=id', headers: {}, body: null },
  readPage,
} satisfies Backfill<WoocommerceRecord>
