import type { Source } from '../source.ts'
import { shopifyHeader } from './headers.ts'
import { mapShopify } from './map.ts'
import { parseShopify } from './parse.ts'
import type { ShopifyRecord } from './record.ts'
import { shopifySettingsSchema } from './settings.ts'
import { verifyShopify } from './verify.ts'

/** Webhooks of a Shopify shop. */
export const shopifySource = {
  name: 'shopify',
  authenticates: 'body',
  settings: shopifySettingsSchema,
  verify: verifyShopify,
  describe: (delivery) => ({
    topic: shopifyHeader(delivery.headers, 'topic') ?? null,
    deliveryId: shopifyHeader(delivery.headers, 'webhook-id') ?? null,
  }),
  parse: parseShopify,
  map: mapShopify,
} satisfies Source<ShopifyRecord>
