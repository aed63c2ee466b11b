import type { HistoryRow } from './csv-history.ts'
import type { SalesChannel } from './seasons.ts'
import type { ShopifyOrder } from './shopify-orders.ts'
import type { TrackingCall } from './tracking-calls.ts'

/** What one message tells about an order, for the truth table. */
export interface OrderFact {
  /** As the customer API will show it. */
  readonly orderId: string
  readonly channel: SalesChannel
  /** In pence. */
  readonly totalMinor: number
}

/** A record of the shop on its way to Patron, through one of three doors. */
export type ShopRecord =
  | { readonly door: 'tracking'; readonly call: TrackingCall }
  | { readonly door: 'shopify'; readonly order: ShopifyOrder }
  | { readonly door: 'import'; readonly rows: readonly HistoryRow[] }

/** A record together with what is true about it, which is never sent. */
export interface ShopMessage {
  readonly atMs: number
  /** Undefined for guests nobody knows. */
  readonly personId: string | undefined
  /** Every identifier the record carries, in normal form: `type:value`, for a bill `pos_bill:store:value`. */
  readonly identifiers: readonly string[]
  /** Those of them that somebody typed wrong. */
  readonly mistyped: readonly string[]
  /** Those of them that name somebody else, or nobody alone: a housemate's card, the shop's own phone. */
  readonly ofOthers: readonly string[]
  readonly order?: OrderFact
  readonly record: ShopRecord
}
