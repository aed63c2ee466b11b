import type { Channel } from '../events/event.ts'

/** One product in a purchase. Lines of the same product may occur twice. */
export interface PurchaseLine {
  readonly productId: string
  /** The shop's own number of the item, where it is another than the product's. */
  readonly sku?: string
  readonly name: string | null
  readonly category: string | null
  /** As the catalogue has it now; absent: it has none, or was not asked. */
  readonly brand?: string
  /** Units; may be a fraction. Negative: given back. */
  readonly quantity: number
  /** Minor units of the order's currency, before order-level tax, shipping and discount. */
  readonly amountMinor: number
}

/** An order as features and predictions see it: what a customer bought, when, where and for how much. */
export interface Purchase {
  /** Shop and order number: `shopify/demo:1001`. */
  readonly orderKey: string
  /** UTC epoch ms. */
  readonly placedAt: number
  readonly channel: Channel
  /** The store it was bought in; null online, or where nobody said. */
  readonly storeId: string | null
  /** Cancelled, or a document that cancels another: it counts for return behaviour, and not as a purchase. */
  readonly isCancelled: boolean
  readonly currency: string
  /** What counts as revenue, in the tenant's currency: total less refunds; null when no exchange rate was known. */
  readonly amountTenantMinor: number | null
  /** In the order's own currency: before refunds, given back, and the discount where it was told. */
  readonly grossMinor: number
  readonly refundedMinor: number
  readonly discountMinor: number | null
  readonly lines: readonly PurchaseLine[]
}

/** Everything predictions know of one customer, earliest purchase first. */
export interface PurchaseHistory {
  readonly customerId: string
  readonly purchases: readonly Purchase[]
}
