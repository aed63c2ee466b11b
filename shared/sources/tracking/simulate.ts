import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedUuid } from '../../simulators/named-ids.ts'
import { currency, decimal, type Product, type Purchase, returnedLine } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { signTracking } from './sign.ts'

const writers: ReadonlyMap<string, (happening: Happening) => JsonObject> = new Map([
  ['track/Order Completed', ({ purchase }) => ({ properties: simulatedOrder(purchase) })],
  ['track/Order Refunded', ({ purchase }) => ({ properties: simulatedRefund(purchase) })],
  ['track/Product Viewed', viewed],
  ['track/Product Added', viewed],
  ['track/Checkout Started', ({ purchase }) => ({ properties: simulatedOrder(purchase) })],
  ['identify', ({ purchase }) => ({ traits: simulatedTraits(purchase) })],
  ['page', simulatedPage],
  ['screen', () => ({ name: 'Basket' })],
  ['group', () => ({ groupId: 'simulated-household' })],
  ['alias', ({ purchase }) => ({ previousId: purchase.shopper.visitorId })],
])

const life = [
  { topic: 'track/Order Completed', step: 'placed' },
  { topic: 'track/Order Refunded', step: 'refunded' },
] as const

/** Calls as Segment's SDK for servers sends them; a topic is a call, and the name of what is tracked. */
export const trackingSimulator: Simulator = {
  source: 'tracking',
  signsBody: false,
  life,
  others: [...writers.keys()].slice(life.length).map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const { topic, purchase, atMs } = happening
    const [call = '', event] = topic.split('/')
    return {
      path: `/v1/${call}`,
      body: JSON.stringify({
        messageId: namedUuid(`tracking:${topic}:${purchase.number}`),
        timestamp: toIso(atMs),
        anonymousId: purchase.shopper.visitorId,
        userId: `simulated-${purchase.shopper.index}`,
        ...(event !== undefined && { event }),
        ...writers.get(topic)?.(happening),
      }),
      headers: { 'content-type': 'application/json' },
    }
  },
  sign: async (_, writeKey) => signTracking(writeKey),
}

function simulatedTraits({ shopper }: Purchase): JsonObject {
  return {
    email: shopper.email,
    phone: shopper.phone,
    firstName: shopper.firstName,
    lastName: shopper.lastName,
  }
}

function simulatedProduct(product: Product, quantity: number): JsonObject {
  return {
    product_id: String(product.number),
    sku: product.sku,
    name: product.name,
    category: product.category,
    price: Number(decimal(product.priceMinor)),
    quantity,
  }
}

function simulatedOrder(purchase: Purchase): JsonObject {
  return {
    order_id: String(purchase.number),
    total: Number(decimal(purchase.goodsMinor + purchase.shippingMinor)),
    tax: Number(decimal(purchase.goodsTaxMinor + purchase.shippingTaxMinor)),
    shipping: Number(decimal(purchase.shippingMinor)),
    currency,
    products: purchase.lines.map(({ product, quantity }) => simulatedProduct(product, quantity)),
  }
}

function simulatedRefund(purchase: Purchase): JsonObject {
  const { product, quantity } = returnedLine(purchase)
  return {
    order_id: String(purchase.number),
    refund_id: `refund-${purchase.number}`,
    currency,
    products: [simulatedProduct(product, quantity)],
  }
}

function viewed({ purchase }: Happening): JsonObject {
  return { properties: { currency, ...simulatedProduct(returnedLine(purchase).product, 1) } }
}

function simulatedPage({ purchase }: Happening): JsonObject {
  const { product } = returnedLine(purchase)
  const path = `/products/${product.sku.toLowerCase()}`
  return {
    name: 'Product',
    properties: { path, title: product.name, url: `https://shop.simulated.example${path}` },
  }
}
