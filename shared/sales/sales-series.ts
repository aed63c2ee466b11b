import type { Channel } from '../events/event.ts'
import type { SoldItem } from './sale.ts'

/**
 * The sales of one item in one place through one channel: only the days on which something was sold or given back, rising. All
 * arrays have the same length.
 */
export interface SalesSeries {
  readonly sku: string
  readonly storeId: string
  readonly channel: Channel
  /** Days since 1970-01-01. */
  readonly days: Int32Array
  readonly units: Float64Array
  readonly returnedUnits: Float64Array
  /** Smallest units of the tenant's currency. */
  readonly revenueMinor: Float64Array
}

/** All series of one item, with what is said of it. */
export interface ItemSales {
  readonly item: SoldItem
  /** By place, then channel. */
  readonly series: readonly SalesSeries[]
}
