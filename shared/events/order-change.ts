import * as z from 'zod'

/** One line of an order. Amounts are minor units of the order's currency; a returned line has a negative quantity. */
export const orderLineSchema = z.object({
  /** Unique within the order and the same whenever the line is sent again. */
  lineId: z.string(),
  productId: z.string(),
  name: z.string().optional(),
  category: z.string().optional(),
  /** Units sold; may be a fraction (0.4 kg). */
  quantity: z.number(),
  /** What the line costs in all, before order-level tax, shipping and discount. */
  amountMinor: z.int(),
})
export type OrderLine = z.infer<typeof orderLineSchema>

/**
 * What an event says about an order, in the words every source maps to.
 * `linesAre` tells whether `lines` is the whole order (a webhook, a tracked "Order Completed") or one part of it (a CSV
 * file, where another file may hold more lines of the same order).
 */
export const orderChangeSchema = z.object({
  /** The shop's own order or invoice number, unique within the source. */
  orderId: z.string(),
  change: z.enum(['placed', 'updated', 'cancelled', 'refunded']),
  /** A document of its own that takes back an earlier sale is a cancellation; its amounts are negative. */
  kind: z.enum(['order', 'cancellation']),
  currency: z.string(),
  lines: z.array(orderLineSchema),
  linesAre: z.enum(['all', 'part']),
  /** What the customer pays in all, when the source says so; otherwise the lines add up to it. */
  totalMinor: z.int().optional(),
  /** For `refunded`: how much goes back, and the id that makes this refund count once. */
  refund: z.object({ refundId: z.string(), amountMinor: z.int() }).optional(),
})
export type OrderChange = z.infer<typeof orderChangeSchema>
