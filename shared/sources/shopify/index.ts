import type { Source } from '../source.ts'
import { shopifyHeader } from './headers.ts'
import { mapShopify } from './map.ts'
import { parseShopify, type ShopifyRecord } from './parse.ts'
import { verifyShopify } from './verify.ts'

/** Webhooks of a Shopify shop. */
export const shopifySource = {
  name: 'shopify',
  authenticates: 'body',
  verify: verifyShopify,
  describe: (delivery) => ({
    topic: shopifyHeader(delivery.headers, 'topic') ?? null,
    deliveryId: shopifyHeader(delivery.headers, 'webhook-id') ?? null,
  }),
  parse: parseShopify,
  map: mapShopify,
} satisfies Source<ShopifyRecord>
