import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedUuid } from '../../simulators/named-ids.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { signShopify } from './sign.ts'
import { simulatedCart, simulatedCheckout } from './simulate-basket.ts'
import {
  simulatedCustomer,
  simulatedDeletion,
  simulatedMerge,
  simulatedPrivacy,
} from './simulate-customer.ts'
import { simulatedOrder, simulatedRefund } from './simulate-order.ts'
import {
  shopDomain,
  simulatedLevel,
  simulatedLocation,
  simulatedProduct,
  simulatedShop,
} from './simulate-shop.ts'

const writers: ReadonlyMap<string, (happening: Happening) => JsonObject> = new Map([
  ['orders/create', simulatedOrder],
  ['orders/paid', simulatedOrder],
  ['orders/fulfilled', simulatedOrder],
  ['refunds/create', simulatedRefund],
  ['orders/updated', simulatedOrder],
  ['orders/cancelled', simulatedOrder],
  ['customers/create', simulatedCustomer],
  ['customers/update', simulatedCustomer],
  ['customers/merge', simulatedMerge],
  ['customers/delete', simulatedDeletion],
  ['customers/data_request', simulatedPrivacy],
  ['customers/redact', simulatedPrivacy],
  ['checkouts/create', simulatedCheckout],
  ['checkouts/update', simulatedCheckout],
  ['carts/create', simulatedCart],
  ['carts/update', simulatedCart],
  ['products/create', simulatedProduct],
  ['products/update', simulatedProduct],
  ['inventory_levels/update', simulatedLevel],
  ['locations/update', simulatedLocation],
  ['app/uninstalled', simulatedShop],
])

const life = [
  { topic: 'orders/create', step: 'placed' },
  { topic: 'orders/paid', step: 'paid' },
  { topic: 'orders/fulfilled', step: 'fulfilled' },
  { topic: 'refunds/create', step: 'refunded' },
] as const

/** Webhooks of a Shopify shop; all topics but shop/redact, which asks for everybody to be forgotten. */
export const shopifySimulator: Simulator = {
  source: 'shopify',
  signsBody: true,
  life,
  others: [...writers.keys()].slice(life.length).map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const { topic, purchase, atMs } = happening
    const deliveryName = `shopify:${topic}:${purchase.number}:${atMs}`
    return {
      body: JSON.stringify(writers.get(topic)?.(happening)),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Shopify-Captain-Hook',
        'x-shopify-topic': topic,
        'x-shopify-shop-domain': shopDomain,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': namedUuid(deliveryName),
        'x-shopify-event-id': namedUuid(`event:${deliveryName}`),
        'x-shopify-triggered-at': toIso(atMs),
      },
    }
  },
  sign: ({ body }, secret) => signShopify(body, secret),
}
