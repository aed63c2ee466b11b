import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedHex, namedUuid } from '../../simulators/named-ids.ts'
import { currency, decimal, type Purchase, returnedLine } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { signRest } from './sign.ts'

/** A system that signs, and has everything where a connection looks for it when nothing is set. */
export const restSimulator: Simulator = {
  source: 'rest',
  signsBody: true,
  life: [
    { topic: 'Order Completed', step: 'placed' },
    { topic: 'Order Paid', step: 'paid' },
    { topic: 'Order Fulfilled', step: 'fulfilled' },
    { topic: 'Order Refunded', step: 'refunded' },
  ],
  others: ['Order Cancelled', 'identify', 'Appointment Booked'].map((topic) => ({ topic, step: 'placed' })),
  write: ({ topic, purchase, atMs }: Happening) => ({
    body: JSON.stringify({
      id: namedUuid(`rest:${topic}:${purchase.number}`),
      timestamp: toIso(atMs),
      event: topic,
      email: purchase.shopper.email,
      phone: purchase.shopper.phone,
      customerId: `simulated-${purchase.shopper.index}`,
      traits: { firstName: purchase.shopper.firstName, lastName: purchase.shopper.lastName },
      ...(topic.startsWith('Order ') && { order: simulatedOrder(topic, purchase) }),
    }),
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${namedHex(`rest:${topic}:${purchase.number}`, 24)}`,
    },
  }),
  sign: ({ headers, body }, secret, nowMs) => signRest(body, [secret], headers['webhook-id'] ?? '', nowMs),
}

function simulatedOrder(topic: string, purchase: Purchase): JsonObject {
  const order = { id: String(purchase.number), placedAt: toIso(purchase.placedAtMs), currency }
  if (topic === 'Order Refunded') {
    const refundAmount = decimal(returnedLine(purchase).amountMinor)
    return { ...order, refundId: `refund-${purchase.number}`, refundAmount }
  }
  return {
    ...order,
    total: decimal(purchase.goodsMinor + purchase.shippingMinor),
    tax: decimal(purchase.goodsTaxMinor + purchase.shippingTaxMinor),
    shipping: decimal(purchase.shippingMinor),
    lines: purchase.lines.map(({ product, quantity, amountMinor }, index) => ({
      id: String(index + 1),
      productId: String(product.number),
      name: product.name,
      sku: product.sku,
      category: product.category,
      quantity,
      amount: decimal(amountMinor),
    })),
  }
}
