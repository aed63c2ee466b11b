import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { Backfill, BackfillFailure } from '../../backfill.ts'
import type { ShopifyRecord } from '../record.ts'
import { adminApiVersion, shopifySettingsSchema } from '../settings.ts'
import { readInventoryPage } from './read-inventory-page.ts'
import { readPage } from './read-page.ts'

/** Reads a Shopify shop by its Admin API (GraphQL), with the access token of an app of the shop's own. */
export const shopifyBackfill: Backfill<ShopifyRecord> = {
  // What orders name comes first.
  resources: ['locations', 'products', 'inventory', 'customers', 'orders'],
  credentialFields: [{ name: 'accessToken', label: 'Admin API access token' }],
  reconcileEveryMinutes: 360,
  address(settings, credentials) {
    const read = shopifySettingsSchema.safeParse(settings)
    const { shopDomain, adminApiUrl } = read.data ?? {}
    const baseUrl = adminApiUrl ?? (shopDomain && `https://${shopDomain}`)
    if (!baseUrl) return refuse('invalid-settings', 'the domain of the shop (shop.myshopify.com) is missing')
    const accessToken = credentials.accessToken?.trim() ?? ''
    if (!/^[\x21-\x7e]+$/.test(accessToken))
      return refuse('invalid-credentials', 'the access token is missing')
    return succeed({
      baseUrl: baseUrl.replace(/\/$/, ''),
      headers: { 'x-shopify-access-token': accessToken },
    })
  },
  ping: {
    method: 'POST',
    path: `/admin/api/${adminApiVersion}/graphql.json`,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ shop { name } }' }),
  },
  readPage(resource, cursor, changedSinceMs, call) {
    return resource === 'inventory'
      ? readInventoryPage(cursor, changedSinceMs, call)
      : readPage(resource, cursor, changedSinceMs, call)
  },
}

function refuse(kind: BackfillFailure['kind'], message: string): Result<never, BackfillFailure> {
  return fail({ kind, message, retryable: false, afterSeconds: null })
}
