import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { toIso } from '#shared/kernel/time.ts'
import type { PreparedRequest } from './prepared-request.ts'

export interface TrackingLoad {
  readonly kind: 'tracking-batches'
  readonly requestCount: number
  readonly eventsPerRequest: number
  /** The events are of the people 0 .. peopleCount - 1, in no order. */
  readonly peopleCount: number
  /** Makes the message ids of this load its own. */
  readonly run: string
  readonly seed: number
}

/** Batches as Segment's server library sends them: page views, product events, a few orders and identify calls. */
export function trackingBatches(load: TrackingLoad): PreparedRequest[] {
  const random = seededRandom(load.seed)
  const headers = {
    authorization: `Basic ${btoa(`${demoCredentials.writeKey}:`)}`,
    'content-type': 'application/json',
  }
  return Array.from({ length: load.requestCount }, (_, request) => {
    const batch = Array.from({ length: load.eventsPerRequest }, (_, index) => {
      const person = Math.floor(random() * load.peopleCount)
      return trackingCall(`${load.run}-${request}-${index}`, person, random())
    })
    return { path: '/v1/batch', headers, body: JSON.stringify({ batch, sentAt: toIso(Date.now()) }) }
  })
}

/** One call of a person. `chance` in 0..1 decides what it is: 1 % identify, 4 % orders, 35 % products, 60 % pages. */
export function trackingCall(messageId: string, person: number, chance: number): object {
  const call = {
    messageId,
    timestamp: toIso(Date.now()),
    anonymousId: `anonymous-${person}`,
    userId: `user-${person}`,
    context: { library: { name: 'analytics-node', version: '3.1.0' } },
  }
  const product = { product_id: `sku-${Math.floor(chance * 500)}`, name: 'Stoneware mug', price: 12.5 }
  if (chance < 0.01) {
    const traits = { email: `person-${person}@example.com`, firstName: 'Ada', lastName: `Byron ${person}` }
    return { ...call, type: 'identify', traits }
  }
  if (chance < 0.05) {
    const products = [{ ...product, quantity: 2 }]
    const order = { order_id: `order-${messageId}`, currency: 'GBP', total: 25, products }
    return { ...call, type: 'track', event: 'Order Completed', properties: order }
  }
  if (chance < 0.4) return { ...call, type: 'track', event: 'Product Viewed', properties: product }
  const page = { url: `https://shop.example.com/p/${product.product_id}`, title: product.name, path: '/p' }
  return { ...call, type: 'page', name: 'Product', properties: page }
}
