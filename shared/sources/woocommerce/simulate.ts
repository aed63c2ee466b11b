import type { JsonObject } from '../../kernel/json.ts'
import { dayMs } from '../../kernel/time.ts'
import { namedHex } from '../../simulators/named-ids.ts'
import { decimal, returnedLine } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { toGmt } from './gmt.ts'
import { signWoocommerce } from './sign.ts'
import { simulatedBilling } from './simulate-billing.ts'
import { simulatedOrder } from './simulate-order.ts'

const things: Readonly<Record<string, (happening: Happening) => JsonObject>> = {
  order: simulatedOrder,
  customer: simulatedCustomer,
  product: simulatedProduct,
  coupon: simulatedCoupon,
}
const otherTopics = [
  'order.restored',
  'order.deleted',
  ...['created', 'updated', 'deleted'].flatMap((event) =>
    ['customer', 'product', 'coupon'].map((resource) => `${resource}.${event}`),
  ),
  'product.restored',
]

/** Webhooks of a WooCommerce shop whose prices hold the tax. */
export const woocommerceSimulator: Simulator = {
  source: 'woocommerce',
  signsBody: true,
  life: [
    { topic: 'order.created', step: 'placed' },
    { topic: 'order.updated', step: 'paid' },
    { topic: 'order.updated', step: 'fulfilled' },
    { topic: 'order.updated', step: 'refunded' },
  ],
  others: otherTopics.map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const { topic, purchase, atMs } = happening
    const [resource = '', event = ''] = topic.split('.')
    const thing = things[resource]?.(happening) ?? {}
    return {
      body: JSON.stringify(event === 'deleted' ? { id: thing.id ?? null } : thing),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'WooCommerce/10.3.4 Hookshot (WordPress/6.8.3)',
        'x-wc-webhook-source': 'https://simulated.example/',
        'x-wc-webhook-topic': topic,
        'x-wc-webhook-resource': resource,
        'x-wc-webhook-event': event,
        'x-wc-webhook-id': '1',
        'x-wc-webhook-delivery-id': namedHex(`woocommerce:${topic}:${purchase.number}:${atMs}`, 32),
      },
    }
  },
  sign: ({ body }, secret) => signWoocommerce(body, secret),
}

function simulatedCustomer({ purchase, atMs }: Happening): JsonObject {
  const { shopper } = purchase
  return {
    id: 1_000 + shopper.index,
    date_created_gmt: toGmt(atMs - dayMs),
    date_modified_gmt: toGmt(atMs),
    email: shopper.email,
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    role: 'customer',
    username: `${shopper.firstName}.${shopper.lastName}`.toLowerCase(),
    billing: simulatedBilling(shopper),
    is_paying_customer: true,
    meta_data: [],
  }
}

function simulatedProduct({ purchase, atMs }: Happening): JsonObject {
  const { product } = returnedLine(purchase)
  const price = decimal(product.priceMinor)
  return {
    id: product.number,
    name: product.name,
    slug: product.sku.toLowerCase(),
    permalink: `https://simulated.example/product/${product.sku.toLowerCase()}/`,
    date_created_gmt: toGmt(atMs - dayMs),
    date_modified_gmt: toGmt(atMs),
    type: 'simple',
    status: 'publish',
    catalog_visibility: 'visible',
    sku: product.sku,
    price,
    regular_price: price,
    sale_price: '',
    manage_stock: true,
    stock_quantity: purchase.anyNumber,
    stock_status: purchase.anyNumber > 0 ? 'instock' : 'outofstock',
    parent_id: 0,
    categories: [{ id: 9, name: product.category, slug: product.category.toLowerCase() }],
    images: [],
    variations: [],
    meta_data: [],
  }
}

function simulatedCoupon({ purchase, atMs }: Happening): JsonObject {
  return {
    id: purchase.number,
    code: `thanks${purchase.number % 1_000}`,
    amount: decimal(100 * (5 + (purchase.anyNumber % 20))),
    status: 'publish',
    date_created_gmt: toGmt(atMs - dayMs),
    date_modified_gmt: toGmt(atMs),
    discount_type: 'percent',
    description: '',
    date_expires_gmt: toGmt(atMs + 30 * dayMs),
    usage_count: purchase.anyNumber,
    individual_use: true,
    usage_limit: 500,
    minimum_amount: '0.00',
    used_by: [],
    meta_data: [],
  }
}
