import type * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { shopifyCartSchema } from './cart.ts'
import { shopifyCheckoutSchema } from './checkout.ts'
import { shopifyCustomerSchema, shopifyDeletedSchema } from './customer.ts'
import { shopifyCustomerMergeSchema } from './customer-merge.ts'
import { orderTopics } from './map-order.ts'
import type { InventoryTopic } from './map-stock.ts'
import { type ConsentTopic, type ConsentUpdate, consentTopics } from './marketing-consent.ts'
import { shopifyOrderSchema } from './order.ts'
import { shopifyProductSchema } from './product.ts'
import type { ShopifyRecord } from './record.ts'
import { shopifyRefundOfOrderSchema } from './refund.ts'
import {
  type PrivacyTopic,
  shopifyCustomerRequestSchema,
  shopifyPrivacyRequestSchema,
  shopifyShopSchema,
} from './shop.ts'
import { shopifyInventoryLevelSchema, shopifyLocationSchema } from './stock.ts'

/** Reads the body of a topic; `triggeredAt` is Shopify's own time of the delivery. */
export type ReadTopic = (
  json: unknown,
  triggeredAt: string | undefined,
) => Result<ShopifyRecord, MappingFailure>

function reader<Body>(
  kind: MappingFailure['kind'],
  schema: z.ZodType<Body>,
  toRecord: (body: Body, triggeredAt: string | undefined) => ShopifyRecord,
): ReadTopic {
  return (json, triggeredAt) => {
    const body = schema.safeParse(json)
    return body.success ? succeed(toRecord(body.data, triggeredAt)) : refuse(kind, fieldErrors(body.error))
  }
}

const readCustomer = reader('invalid-customer', shopifyCustomerSchema, (customer) => {
  return { about: 'customer', customer }
})
const readCart = reader('invalid-order', shopifyCartSchema, (cart) => ({ about: 'cart', cart }))
const readProduct = reader('invalid-product', shopifyProductSchema, (product) => {
  return { about: 'product', product }
})
const readLocation = reader('invalid-stock', shopifyLocationSchema, (location) => {
  return { about: 'location', location }
})

function readCheckout(topic: 'checkouts/create' | 'checkouts/update'): ReadTopic {
  return reader('invalid-order', shopifyCheckoutSchema, (checkout) => ({
    about: 'checkout',
    topic,
    checkout,
  }))
}

function readLevel(topic: InventoryTopic): ReadTopic {
  return reader('invalid-stock', shopifyInventoryLevelSchema, (level, triggeredAt) => {
    return { about: 'inventory-level', topic, level, triggeredAt }
  })
}

function readConsent(topic: ConsentTopic): ReadTopic {
  const schema: z.ZodType<ConsentUpdate> = consentTopics[topic].schema
  return reader('invalid-customer', schema, (update, triggeredAt) => {
    return { about: 'consent', topic, update, triggeredAt }
  })
}

function readPrivacy(topic: PrivacyTopic): ReadTopic {
  const schema = topic === 'shop/redact' ? shopifyPrivacyRequestSchema : shopifyCustomerRequestSchema
  return reader('invalid-customer', schema, (request, triggeredAt) => {
    return { about: 'privacy-request', topic, request, triggeredAt }
  })
}

/** The topics that Patron reads, by name. */
export const shopifyTopics: ReadonlyMap<string, ReadTopic> = new Map<string, ReadTopic>([
  ...orderTopics.map((topic): [string, ReadTopic] => [
    topic,
    reader('invalid-order', shopifyOrderSchema, (order) => ({ about: 'order', topics: [topic], order })),
  ]),
  [
    'refunds/create',
    reader('invalid-order', shopifyRefundOfOrderSchema, (refund) => {
      return { about: 'refund', refund, orderId: String(refund.order_id) }
    }),
  ],
  ['customers/create', readCustomer],
  ['customers/update', readCustomer],
  [
    'customers/delete',
    reader('invalid-customer', shopifyDeletedSchema, (customer, triggeredAt) => {
      return { about: 'deleted-customer', customer, triggeredAt }
    }),
  ],
  [
    'customers/merge',
    reader('invalid-customer', shopifyCustomerMergeSchema, (merge, triggeredAt) => {
      return { about: 'customer-merge', merge, triggeredAt }
    }),
  ],
  ...(Object.keys(consentTopics) as ConsentTopic[]).map((topic): [string, ReadTopic] => {
    return [topic, readConsent(topic)]
  }),
  ['checkouts/create', readCheckout('checkouts/create')],
  ['checkouts/update', readCheckout('checkouts/update')],
  ['carts/create', readCart],
  ['carts/update', readCart],
  ['products/create', readProduct],
  ['products/update', readProduct],
  [
    'products/delete',
    reader('invalid-product', shopifyDeletedSchema, (product, triggeredAt) => {
      return { about: 'deleted-product', product, triggeredAt }
    }),
  ],
  ['inventory_levels/update', readLevel('inventory_levels/update')],
  ['inventory_levels/connect', readLevel('inventory_levels/connect')],
  ['inventory_levels/disconnect', readLevel('inventory_levels/disconnect')],
  ['locations/create', readLocation],
  ['locations/update', readLocation],
  [
    'locations/delete',
    reader('invalid-stock', shopifyDeletedSchema, (location, triggeredAt) => {
      return { about: 'deleted-location', location, triggeredAt }
    }),
  ],
  [
    'app/uninstalled',
    reader('invalid-record', shopifyShopSchema, (shop, triggeredAt) => {
      return { about: 'uninstalled', shop, triggeredAt }
    }),
  ],
  ['customers/data_request', readPrivacy('customers/data_request')],
  ['customers/redact', readPrivacy('customers/redact')],
  ['shop/redact', readPrivacy('shop/redact')],
])
