import * as z from 'zod'
import { earliestEventMs, latestEventMs } from '../kernel/time.ts'

/** One line of an order. Amounts are minor units of the order's currency; a returned line has a negative quantity. */
export const orderLineSchema = z.object({
  /** Unique within the order and the same whenever the line is sent again. */
  lineId: z.string(),
  productId: z.string(),
  name: z.string().optional(),
  category: z.string().optional(),
  sku: z.string().optional(),
  /** Units sold; may be a fraction (0.4 kg). */
  quantity: z.number(),
  /** What the line costs in all, before order-level tax, shipping and discount. */
  amountMinor: z.int(),
})
export type OrderLine = z.infer<typeof orderLineSchema>

/** What the currency of an order was worth in another one when the order was placed. */
export const exchangeRateSchema = z.object({
  /** ISO 4217: the tenant's currency. */
  currency: z.string().length(3),
  /** Units of `currency` for one unit of the order's. */
  rate: z.number().positive(),
  /** How often it was noted after the event was taken: because there was no rate then, or it was replaced since. */
  revision: z.int().positive().optional(),
})
export type ExchangeRate = z.infer<typeof exchangeRateSchema>

/**
 * What an event says about an order, in the words every source maps to.
 * `linesAre` tells whether `lines` is the whole order (a webhook, a tracked "Order Completed") or one part of it (a CSV
 * file, where another file may hold more lines of the same order).
 */
export const orderChangeSchema = z.object({
  /** The shop's own order or invoice number, unique within `shop`. */
  orderId: z.string(),
  /**
   * The connection whose order it is, where another one tells of it: the web shop's own tracking speaks of orders of
   * `shopify/main`. Absent: the event's own source. Shop and number name an order, whoever tells of it.
   */
  shop: z.string().min(1).optional(),
  change: z.enum(['placed', 'updated', 'paid', 'fulfilled', 'cancelled', 'refunded']),
  /** When the order was placed, UTC epoch ms, where the event tells of something later. Absent: when it happened. */
  placedAt: z.int().min(earliestEventMs).max(latestEventMs).optional(),
  /** A document of its own that takes back an earlier sale is a cancellation; its amounts are negative. */
  kind: z.enum(['order', 'cancellation']),
  currency: z.string(),
  lines: z.array(orderLineSchema),
  linesAre: z.enum(['all', 'part']),
  /**
   * What the customer pays in all, when the source says so; otherwise the lines add up to it. A part may say it too: the
   * head of an order, whose lines are told elsewhere.
   */
  totalMinor: z.int().optional(),
  /** Parts of the total, where the source tells them: taxes (in prices or on top), shipping, discounts (positive). */
  taxMinor: z.int().optional(),
  shippingMinor: z.int().optional(),
  discountMinor: z.int().optional(),
  /** The store it was bought in, by the shop's own number of it, where the source tells it. */
  storeId: z.string().min(1).optional(),
  /**
   * Noted when the event is taken, by the rate known for the day the order was placed, or later, once there is one.
   * Absent: the order is in the tenant's currency, or no rate is known.
   */
  exchangeRate: exchangeRateSchema.optional(),
  /** For `refunded`: how much goes back, and the id that makes this refund count once. */
  refund: z.object({ refundId: z.string(), amountMinor: z.int() }).optional(),
})
export type OrderChange = z.infer<typeof orderChangeSchema>

/** The connection whose order it is: what the event says, else the one it came through. */
export function shopOf(eventSource: string, change: Pick<OrderChange, 'shop'>): string {
  return change.shop ?? eventSource
}
