import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'

/** A purchase as a shop's page tells it: a call of the tracking API. */
export interface PurchaseCall {
  readonly type: 'track'
  readonly event: 'Order Completed'
  readonly userId: string
  readonly messageId: string
  readonly timestamp: string
  readonly properties: object
}

const products = [
  { product_id: 'milk', name: 'Milk', category: 'Dairy', price: 1.2, everyDays: 6 },
  { product_id: 'coffee', name: 'Coffee', category: 'Drinks', price: 7.5, everyDays: 24 },
  { product_id: 'soap', name: 'Soap', category: 'Household', price: 2.4, everyDays: 45 },
  { product_id: 'candle', name: 'Candle', category: 'Household', price: 11, everyDays: 80 },
] as const

/**
 * What the customers of a made-up shop bought in two years: each buys one product in a rhythm of their own, two in five
 * stop at some moment, and now and then something else is taken along.
 */
export function buyersShop(customerCount: number, endMs: number, random: RandomSource): PurchaseCall[] {
  const calls: PurchaseCall[] = []
  for (let customer = 0; customer < customerCount; customer += 1) {
    const main = products[customer % products.length] ?? products[0]
    const beganDaysAgo = 200 + random() * 500
    const stoppedDaysAgo = random() < 0.4 ? random() * beganDaysAgo : 0
    let daysAgo = beganDaysAgo
    for (let order = 0; daysAgo > stoppedDaysAgo && order < 40; order += 1) {
      const extra = random() < 0.2 ? products[Math.floor(random() * products.length)] : undefined
      const lines = [main, ...(extra === undefined || extra === main ? [] : [extra])].map(
        ({ everyDays: _, ...product }) => ({ ...product, quantity: random() < 0.1 ? 2 : 1 }),
      )
      const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
      const name = `buyer-${customer}-${order}`
      calls.push({
        type: 'track',
        event: 'Order Completed',
        userId: `buyer-${customer}`,
        messageId: name,
        timestamp: new Date(endMs - daysAgo * dayMs).toISOString(),
        properties: { order_id: name, total: Number(total.toFixed(2)), currency: 'GBP', products: lines },
      })
      daysAgo -= Math.max(main.everyDays * 3, 20) * (0.7 + 0.6 * random())
    }
  }
  return calls
}
