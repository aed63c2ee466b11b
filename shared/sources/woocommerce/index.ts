import type { Source } from '../source.ts'
import { answerPing } from './handshake.ts'
import { mapWoocommerce } from './map.ts'
import { parseWoocommerce, type WoocommerceRecord } from './parse.ts'
import { woocommerceSettingsSchema } from './settings.ts'
import { verifyWoocommerce } from './verify.ts'

/** Webhooks of a WooCommerce shop. */
export const woocommerceSource = {
  name: 'woocommerce',
  authenticates: 'body',
  settings: woocommerceSettingsSchema,
  verify: verifyWoocommerce,
  handshake: answerPing,
  describe: ({ headers }) => ({
    topic: headers.get('x-wc-webhook-topic') ?? null,
    deliveryId: headers.get('x-wc-webhook-delivery-id') ?? null,
  }),
  parse: parseWoocommerce,
  map: mapWoocommerce,
} satisfies Source<WoocommerceRecord>
